export const id = 836;
export const ids = [836];
export const modules = {

/***/ 6355:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* reexport */ index_gen_namespaceObject)
});

// NAMESPACE OBJECT: ./node_modules/@scaleway/sdk-iam/dist/v1alpha1/index.gen.js
var index_gen_namespaceObject = {};
__webpack_require__.r(index_gen_namespaceObject);
__webpack_require__.d(index_gen_namespaceObject, {
  nC: () => (API)
});

// EXTERNAL MODULE: ./node_modules/@scaleway/sdk-client/dist/index.js + 44 modules
var dist = __webpack_require__(7956);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(5663);
;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-iam/dist/v1alpha1/marshalling.gen.js


const unmarshalJWT = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'JWT' failed as data isn't a dictionary.`
    );
  }
  return {
    audienceId: data.audience_id,
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    expiresAt: (0,dist/* unmarshalDate */.gR)(data.expires_at),
    ip: data.ip,
    issuerId: data.issuer_id,
    jti: data.jti,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at),
    userAgent: data.user_agent
  };
};
const unmarshalAPIKey = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'APIKey' failed as data isn't a dictionary.`
    );
  }
  return {
    accessKey: data.access_key,
    applicationId: data.application_id,
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    creationIp: data.creation_ip,
    defaultProjectId: data.default_project_id,
    deletable: data.deletable,
    description: data.description,
    editable: data.editable,
    expiresAt: (0,dist/* unmarshalDate */.gR)(data.expires_at),
    managed: data.managed,
    secretKey: data.secret_key,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at),
    userId: data.user_id
  };
};
const unmarshalApplication = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Application' failed as data isn't a dictionary.`
    );
  }
  return {
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    deletable: data.deletable,
    description: data.description,
    editable: data.editable,
    id: data.id,
    managed: data.managed,
    name: data.name,
    nbApiKeys: data.nb_api_keys,
    organizationId: data.organization_id,
    tags: data.tags,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at)
  };
};
const unmarshalGroup = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Group' failed as data isn't a dictionary.`
    );
  }
  return {
    applicationIds: data.application_ids,
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    deletable: data.deletable,
    description: data.description,
    editable: data.editable,
    id: data.id,
    managed: data.managed,
    name: data.name,
    organizationId: data.organization_id,
    tags: data.tags,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at),
    userIds: data.user_ids
  };
};
const unmarshalLog = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Log' failed as data isn't a dictionary.`
    );
  }
  return {
    action: data.action,
    bearerId: data.bearer_id,
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    id: data.id,
    ip: data.ip,
    organizationId: data.organization_id,
    resourceId: data.resource_id,
    resourceType: data.resource_type,
    userAgent: data.user_agent
  };
};
const unmarshalPolicy = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Policy' failed as data isn't a dictionary.`
    );
  }
  return {
    applicationId: data.application_id,
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    deletable: data.deletable,
    description: data.description,
    editable: data.editable,
    groupId: data.group_id,
    id: data.id,
    managed: data.managed,
    name: data.name,
    nbPermissionSets: data.nb_permission_sets,
    nbRules: data.nb_rules,
    nbScopes: data.nb_scopes,
    noPrincipal: data.no_principal,
    organizationId: data.organization_id,
    tags: data.tags,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at),
    userId: data.user_id
  };
};
const unmarshalQuotumLimit = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'QuotumLimit' failed as data isn't a dictionary.`
    );
  }
  return {
    global: data.global,
    limit: data.limit,
    region: data.region,
    unlimited: data.unlimited,
    zone: data.zone
  };
};
const unmarshalQuotum = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Quotum' failed as data isn't a dictionary.`
    );
  }
  return {
    description: data.description,
    limit: data.limit,
    limits: (0,dist/* unmarshalArrayOfObject */.jG)(data.limits, unmarshalQuotumLimit),
    localityType: data.locality_type,
    name: data.name,
    prettyName: data.pretty_name,
    unit: data.unit,
    unlimited: data.unlimited
  };
};
const unmarshalSSHKey = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'SSHKey' failed as data isn't a dictionary.`
    );
  }
  return {
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    disabled: data.disabled,
    fingerprint: data.fingerprint,
    id: data.id,
    name: data.name,
    organizationId: data.organization_id,
    projectId: data.project_id,
    publicKey: data.public_key,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at)
  };
};
const unmarshalSamlCertificate = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'SamlCertificate' failed as data isn't a dictionary.`
    );
  }
  return {
    content: data.content,
    expiresAt: (0,dist/* unmarshalDate */.gR)(data.expires_at),
    id: data.id,
    origin: data.origin,
    type: data.type
  };
};
const unmarshalUser = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'User' failed as data isn't a dictionary.`
    );
  }
  return {
    accountRootUserId: data.account_root_user_id,
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    deletable: data.deletable,
    email: data.email,
    firstName: data.first_name,
    id: data.id,
    lastLoginAt: (0,dist/* unmarshalDate */.gR)(data.last_login_at),
    lastName: data.last_name,
    locale: data.locale,
    locked: data.locked,
    mfa: data.mfa,
    organizationId: data.organization_id,
    phoneNumber: data.phone_number,
    status: data.status ? data.status : void 0,
    tags: data.tags,
    twoFactorEnabled: data.two_factor_enabled,
    type: data.type,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at),
    username: data.username
  };
};
const unmarshalEncodedJWT = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'EncodedJWT' failed as data isn't a dictionary.`
    );
  }
  return {
    jwt: data.jwt ? unmarshalJWT(data.jwt) : void 0,
    renewToken: data.renew_token,
    token: data.token
  };
};
const unmarshalConnectionConnectedOrganization = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ConnectionConnectedOrganization' failed as data isn't a dictionary.`
    );
  }
  return {
    id: data.id,
    locked: data.locked,
    name: data.name
  };
};
const unmarshalConnectionConnectedUser = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ConnectionConnectedUser' failed as data isn't a dictionary.`
    );
  }
  return {
    id: data.id,
    type: data.type,
    username: data.username
  };
};
const unmarshalConnection = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Connection' failed as data isn't a dictionary.`
    );
  }
  return {
    organization: data.organization ? unmarshalConnectionConnectedOrganization(data.organization) : void 0,
    user: data.user ? unmarshalConnectionConnectedUser(data.user) : void 0
  };
};
const unmarshalGetUserConnectionsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'GetUserConnectionsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    connections: (0,dist/* unmarshalArrayOfObject */.jG)(data.connections, unmarshalConnection)
  };
};
const unmarshalInitiateUserConnectionResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'InitiateUserConnectionResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    token: data.token
  };
};
const unmarshalListAPIKeysResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListAPIKeysResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    apiKeys: (0,dist/* unmarshalArrayOfObject */.jG)(data.api_keys, unmarshalAPIKey),
    totalCount: data.total_count
  };
};
const unmarshalListApplicationsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListApplicationsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    applications: (0,dist/* unmarshalArrayOfObject */.jG)(
      data.applications,
      unmarshalApplication
    ),
    totalCount: data.total_count
  };
};
const unmarshalGracePeriod = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'GracePeriod' failed as data isn't a dictionary.`
    );
  }
  return {
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    expiresAt: (0,dist/* unmarshalDate */.gR)(data.expires_at),
    type: data.type
  };
};
const unmarshalListGracePeriodsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListGracePeriodsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    gracePeriods: (0,dist/* unmarshalArrayOfObject */.jG)(
      data.grace_periods,
      unmarshalGracePeriod
    )
  };
};
const unmarshalListGroupsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListGroupsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    groups: (0,dist/* unmarshalArrayOfObject */.jG)(data.groups, unmarshalGroup),
    totalCount: data.total_count
  };
};
const unmarshalListJWTsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListJWTsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    jwts: (0,dist/* unmarshalArrayOfObject */.jG)(data.jwts, unmarshalJWT),
    totalCount: data.total_count
  };
};
const unmarshalListLogsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListLogsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    logs: (0,dist/* unmarshalArrayOfObject */.jG)(data.logs, unmarshalLog),
    totalCount: data.total_count
  };
};
const unmarshalPermissionSet = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'PermissionSet' failed as data isn't a dictionary.`
    );
  }
  return {
    categories: data.categories,
    description: data.description,
    id: data.id,
    name: data.name,
    scopeType: data.scope_type
  };
};
const unmarshalListPermissionSetsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListPermissionSetsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    permissionSets: (0,dist/* unmarshalArrayOfObject */.jG)(
      data.permission_sets,
      unmarshalPermissionSet
    ),
    totalCount: data.total_count
  };
};
const unmarshalListPoliciesResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListPoliciesResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    policies: (0,dist/* unmarshalArrayOfObject */.jG)(data.policies, unmarshalPolicy),
    totalCount: data.total_count
  };
};
const unmarshalListQuotaResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListQuotaResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    quota: (0,dist/* unmarshalArrayOfObject */.jG)(data.quota, unmarshalQuotum),
    totalCount: data.total_count
  };
};
const unmarshalRule = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Rule' failed as data isn't a dictionary.`
    );
  }
  return {
    accountRootUserId: data.account_root_user_id,
    condition: data.condition,
    id: data.id,
    organizationId: data.organization_id,
    permissionSetNames: data.permission_set_names,
    permissionSetsScopeType: data.permission_sets_scope_type,
    projectIds: data.project_ids
  };
};
const unmarshalListRulesResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListRulesResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    rules: (0,dist/* unmarshalArrayOfObject */.jG)(data.rules, unmarshalRule),
    totalCount: data.total_count
  };
};
const unmarshalListSSHKeysResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListSSHKeysResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    sshKeys: (0,dist/* unmarshalArrayOfObject */.jG)(data.ssh_keys, unmarshalSSHKey),
    totalCount: data.total_count
  };
};
const unmarshalListSamlCertificatesResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListSamlCertificatesResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    certificates: (0,dist/* unmarshalArrayOfObject */.jG)(
      data.certificates,
      unmarshalSamlCertificate
    )
  };
};
const unmarshalListUsersResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListUsersResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    totalCount: data.total_count,
    users: (0,dist/* unmarshalArrayOfObject */.jG)(data.users, unmarshalUser)
  };
};
const unmarshalMFAOTP = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'MFAOTP' failed as data isn't a dictionary.`
    );
  }
  return {
    secret: data.secret
  };
};
const unmarshalOrganization = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Organization' failed as data isn't a dictionary.`
    );
  }
  return {
    alias: data.alias,
    id: data.id,
    loginMagicCodeEnabled: data.login_magic_code_enabled,
    loginOauth2Enabled: data.login_oauth2_enabled,
    loginPasswordEnabled: data.login_password_enabled,
    loginSamlEnabled: data.login_saml_enabled,
    name: data.name
  };
};
const unmarshalOrganizationSecuritySettings = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'OrganizationSecuritySettings' failed as data isn't a dictionary.`
    );
  }
  return {
    enforcePasswordRenewal: data.enforce_password_renewal,
    gracePeriodDuration: data.grace_period_duration,
    loginAttemptsBeforeLocked: data.login_attempts_before_locked,
    maxApiKeyExpirationDuration: data.max_api_key_expiration_duration,
    maxLoginSessionDuration: data.max_login_session_duration
  };
};
const unmarshalParseSamlMetadataResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ParseSamlMetadataResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    entityId: data.entity_id,
    signingCertificates: data.signing_certificates,
    singleSignOnUrl: data.single_sign_on_url
  };
};
const unmarshalSamlServiceProvider = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'SamlServiceProvider' failed as data isn't a dictionary.`
    );
  }
  return {
    assertionConsumerServiceUrl: data.assertion_consumer_service_url,
    entityId: data.entity_id
  };
};
const unmarshalSaml = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Saml' failed as data isn't a dictionary.`
    );
  }
  return {
    entityId: data.entity_id,
    id: data.id,
    serviceProvider: data.service_provider ? unmarshalSamlServiceProvider(data.service_provider) : void 0,
    singleSignOnUrl: data.single_sign_on_url,
    status: data.status
  };
};
const unmarshalSetRulesResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'SetRulesResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    rules: (0,dist/* unmarshalArrayOfObject */.jG)(data.rules, unmarshalRule)
  };
};
const unmarshalValidateUserMFAOTPResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ValidateUserMFAOTPResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    recoveryCodes: data.recovery_codes
  };
};
const marshalAddGroupMemberRequest = (request, defaults) => ({
  ...(0,dist/* resolveOneOf */.Ix)([
    { param: "user_id", value: request.userId },
    { param: "application_id", value: request.applicationId }
  ])
});
const marshalAddGroupMembersRequest = (request, defaults) => ({
  application_ids: request.applicationIds,
  user_ids: request.userIds
});
const marshalAddSamlCertificateRequest = (request, defaults) => ({
  content: request.content,
  type: request.type
});
const marshalCreateAPIKeyRequest = (request, defaults) => ({
  default_project_id: request.defaultProjectId,
  description: request.description,
  expires_at: request.expiresAt,
  ...(0,dist/* resolveOneOf */.Ix)([
    { param: "application_id", value: request.applicationId },
    { param: "user_id", value: request.userId }
  ])
});
const marshalCreateApplicationRequest = (request, defaults) => ({
  description: request.description,
  name: request.name || (0,external_node_path_["default"])("app"),
  organization_id: request.organizationId ?? defaults.defaultOrganizationId,
  tags: request.tags
});
const marshalCreateGroupRequest = (request, defaults) => ({
  description: request.description,
  name: request.name || (0,external_node_path_["default"])("grp"),
  organization_id: request.organizationId ?? defaults.defaultOrganizationId,
  tags: request.tags
});
const marshalCreateJWTRequest = (request, defaults) => ({
  referrer: request.referrer,
  user_id: request.userId
});
const marshalRuleSpecs = (request, defaults) => ({
  condition: request.condition,
  permission_set_names: request.permissionSetNames,
  ...(0,dist/* resolveOneOf */.Ix)([
    { param: "project_ids", value: request.projectIds },
    { param: "organization_id", value: request.organizationId }
  ])
});
const marshalCreatePolicyRequest = (request, defaults) => ({
  description: request.description,
  name: request.name || (0,external_node_path_["default"])("pol"),
  organization_id: request.organizationId ?? defaults.defaultOrganizationId,
  rules: request.rules !== void 0 ? request.rules.map((elt) => marshalRuleSpecs(elt)) : void 0,
  tags: request.tags,
  ...(0,dist/* resolveOneOf */.Ix)([
    { param: "user_id", value: request.userId },
    { param: "group_id", value: request.groupId },
    { param: "application_id", value: request.applicationId },
    { param: "no_principal", value: request.noPrincipal }
  ])
});
const marshalCreateSSHKeyRequest = (request, defaults) => ({
  name: request.name || (0,external_node_path_["default"])("key"),
  project_id: request.projectId ?? defaults.defaultProjectId,
  public_key: request.publicKey
});
const marshalCreateUserRequestMember = (request, defaults) => ({
  email: request.email,
  first_name: request.firstName,
  last_name: request.lastName,
  locale: request.locale,
  password: request.password,
  phone_number: request.phoneNumber,
  send_password_email: request.sendPasswordEmail,
  send_welcome_email: request.sendWelcomeEmail,
  username: request.username
});
const marshalCreateUserRequest = (request, defaults) => ({
  organization_id: request.organizationId ?? defaults.defaultOrganizationId,
  tags: request.tags,
  ...(0,dist/* resolveOneOf */.Ix)([
    { param: "email", value: request.email },
    {
      param: "member",
      value: request.member !== void 0 ? marshalCreateUserRequestMember(request.member) : void 0
    }
  ])
});
const marshalJoinUserConnectionRequest = (request, defaults) => ({
  token: request.token
});
const marshalParseSamlMetadataRequest = async (request, defaults) => ({
  file: await (0,dist/* marshalBlobToScwFile */.oh)(request.file)
});
const marshalRemoveGroupMemberRequest = (request, defaults) => ({
  ...(0,dist/* resolveOneOf */.Ix)([
    { param: "user_id", value: request.userId },
    { param: "application_id", value: request.applicationId }
  ])
});
const marshalRemoveUserConnectionRequest = (request, defaults) => ({
  target_user_id: request.targetUserId
});
const marshalSetGroupMembersRequest = (request, defaults) => ({
  application_ids: request.applicationIds,
  user_ids: request.userIds
});
const marshalSetOrganizationAliasRequest = (request, defaults) => ({
  alias: request.alias
});
const marshalSetRulesRequest = (request, defaults) => ({
  policy_id: request.policyId,
  rules: request.rules.map((elt) => marshalRuleSpecs(elt))
});
const marshalUpdateAPIKeyRequest = (request, defaults) => ({
  default_project_id: request.defaultProjectId,
  description: request.description,
  expires_at: request.expiresAt
});
const marshalUpdateApplicationRequest = (request, defaults) => ({
  description: request.description,
  name: request.name,
  tags: request.tags
});
const marshalUpdateGroupRequest = (request, defaults) => ({
  description: request.description,
  name: request.name,
  tags: request.tags
});
const marshalUpdateOrganizationLoginMethodsRequest = (request, defaults) => ({
  login_magic_code_enabled: request.loginMagicCodeEnabled,
  login_oauth2_enabled: request.loginOauth2Enabled,
  login_password_enabled: request.loginPasswordEnabled,
  login_saml_enabled: request.loginSamlEnabled
});
const marshalUpdateOrganizationSecuritySettingsRequest = (request, defaults) => ({
  enforce_password_renewal: request.enforcePasswordRenewal,
  grace_period_duration: request.gracePeriodDuration,
  login_attempts_before_locked: request.loginAttemptsBeforeLocked,
  max_api_key_expiration_duration: request.maxApiKeyExpirationDuration,
  max_login_session_duration: request.maxLoginSessionDuration
});
const marshalUpdatePolicyRequest = (request, defaults) => ({
  description: request.description,
  name: request.name,
  tags: request.tags,
  ...(0,dist/* resolveOneOf */.Ix)([
    { param: "user_id", value: request.userId },
    { param: "group_id", value: request.groupId },
    { param: "application_id", value: request.applicationId },
    { param: "no_principal", value: request.noPrincipal }
  ])
});
const marshalUpdateSSHKeyRequest = (request, defaults) => ({
  disabled: request.disabled,
  name: request.name
});
const marshalUpdateSamlRequest = (request, defaults) => ({
  entity_id: request.entityId,
  single_sign_on_url: request.singleSignOnUrl
});
const marshalUpdateUserPasswordRequest = (request, defaults) => ({
  password: request.password
});
const marshalUpdateUserRequest = (request, defaults) => ({
  email: request.email,
  first_name: request.firstName,
  last_name: request.lastName,
  locale: request.locale,
  phone_number: request.phoneNumber,
  tags: request.tags
});
const marshalUpdateUserUsernameRequest = (request, defaults) => ({
  username: request.username
});
const marshalValidateUserMFAOTPRequest = (request, defaults) => ({
  one_time_password: request.oneTimePassword
});


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-iam/dist/v1alpha1/api.gen.js


const jsonContentHeaders = {
  "Content-Type": "application/json; charset=utf-8"
};
class API extends dist/* API */.nC {
  pageOfListSSHKeys = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/ssh-keys`,
      urlParams: (0,dist/* urlParams */._S)(
        ["disabled", request.disabled],
        ["name", request.name],
        ["order_by", request.orderBy],
        ["organization_id", request.organizationId],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["project_id", request.projectId]
      )
    },
    unmarshalListSSHKeysResponse
  );
  /**
   * List SSH keys. List SSH keys. By default, the SSH keys listed are ordered by creation date in ascending order. This can be modified via the `order_by` field. You can define additional parameters for your query such as `organization_id`, `name`, `project_id` and `disabled`.
   *
   * @param request - The request {@link ListSSHKeysRequest}
   * @returns A Promise of ListSSHKeysResponse
   */
  listSSHKeys = (request = {}) => (0,dist/* enrichForPagination */.vU)("sshKeys", this.pageOfListSSHKeys, request);
  /**
   * Create an SSH key. Add a new SSH key to a Scaleway Project. You must specify the `name`, `public_key` and `project_id`.
   *
   * @param request - The request {@link CreateSSHKeyRequest}
   * @returns A Promise of SSHKey
   */
  createSSHKey = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreateSSHKeyRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/ssh-keys`
    },
    unmarshalSSHKey
  );
  /**
   * Get an SSH key. Retrieve information about a given SSH key, specified by the `ssh_key_id` parameter. The SSH key's full details, including `id`, `name`, `public_key`, and `project_id` are returned in the response.
   *
   * @param request - The request {@link GetSSHKeyRequest}
   * @returns A Promise of SSHKey
   */
  getSSHKey = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/ssh-keys/${(0,dist/* validatePathParam */.pm)("sshKeyId", request.sshKeyId)}`
    },
    unmarshalSSHKey
  );
  /**
   * Update an SSH key. Update the parameters of an SSH key, including `name` and `disable`.
   *
   * @param request - The request {@link UpdateSSHKeyRequest}
   * @returns A Promise of SSHKey
   */
  updateSSHKey = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateSSHKeyRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/iam/v1alpha1/ssh-keys/${(0,dist/* validatePathParam */.pm)("sshKeyId", request.sshKeyId)}`
    },
    unmarshalSSHKey
  );
  /**
   * Delete an SSH key. Delete a given SSH key, specified by the `ssh_key_id`. Deleting an SSH is permanent, and cannot be undone. Note that you might need to update any configurations that used the SSH key.
   *
   * @param request - The request {@link DeleteSSHKeyRequest}
   */
  deleteSSHKey = (request) => this.client.fetch({
    method: "DELETE",
    path: `/iam/v1alpha1/ssh-keys/${(0,dist/* validatePathParam */.pm)("sshKeyId", request.sshKeyId)}`
  });
  pageOfListUsers = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/users`,
      urlParams: (0,dist/* urlParams */._S)(
        ["mfa", request.mfa],
        ["order_by", request.orderBy],
        [
          "organization_id",
          request.organizationId ?? this.client.settings.defaultOrganizationId
        ],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["tag", request.tag],
        ["type", request.type],
        ["user_ids", request.userIds]
      )
    },
    unmarshalListUsersResponse
  );
  /**
   * List users of an Organization. List the users of an Organization. By default, the users listed are ordered by creation date in ascending order. This can be modified via the `order_by` field. You must define the `organization_id` in the query path of your request. You can also define additional parameters for your query such as `user_ids`.
   *
   * @param request - The request {@link ListUsersRequest}
   * @returns A Promise of ListUsersResponse
   */
  listUsers = (request = {}) => (0,dist/* enrichForPagination */.vU)("users", this.pageOfListUsers, request);
  /**
   * Get a given user. Retrieve information about a user, specified by the `user_id` parameter. The user's full details, including `id`, `email`, `organization_id`, `status` and `mfa` are returned in the response.
   *
   * @param request - The request {@link GetUserRequest}
   * @returns A Promise of User
   */
  getUser = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}`
    },
    unmarshalUser
  );
  /**
   * Update a user. Update the parameters of a user, including `tags`.
   *
   * @param request - The request {@link UpdateUserRequest}
   * @returns A Promise of User
   */
  updateUser = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateUserRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}`
    },
    unmarshalUser
  );
  /**
   * Delete a guest user from an Organization. Remove a user from an Organization in which they are a guest. You must define the `user_id` in your request. Note that removing a user from an Organization automatically deletes their API keys, and any policies directly attached to them become orphaned.
   *
   * @param request - The request {@link DeleteUserRequest}
   */
  deleteUser = (request) => this.client.fetch({
    method: "DELETE",
    path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}`
  });
  /**
   * Create a new user. Create a new user. You must define the `organization_id` in your request. If you are adding a member, enter the member's details. If you are adding a guest, you must define the `email` and not add the member attribute.
   *
   * @param request - The request {@link CreateUserRequest}
   * @returns A Promise of User
   */
  createUser = (request = {}) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreateUserRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/users`
    },
    unmarshalUser
  );
  /**
   * Update an user's username.. Update an user's username.
   *
   * @param request - The request {@link UpdateUserUsernameRequest}
   * @returns A Promise of User
   */
  updateUserUsername = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateUserUsernameRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/update-username`
    },
    unmarshalUser
  );
  /**
   * Update an user's password.. Update an user's password.
   *
   * @param request - The request {@link UpdateUserPasswordRequest}
   * @returns A Promise of User
   */
  updateUserPassword = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateUserPasswordRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/update-password`
    },
    unmarshalUser
  );
  /**
   * Create a MFA OTP.. Create a MFA OTP.
   *
   * @param request - The request {@link CreateUserMFAOTPRequest}
   * @returns A Promise of MFAOTP
   */
  createUserMFAOTP = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/mfa-otp`
    },
    unmarshalMFAOTP
  );
  /**
   * Validate a MFA OTP.. Validate a MFA OTP.
   *
   * @param request - The request {@link ValidateUserMFAOTPRequest}
   * @returns A Promise of ValidateUserMFAOTPResponse
   */
  validateUserMFAOTP = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalValidateUserMFAOTPRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/validate-mfa-otp`
    },
    unmarshalValidateUserMFAOTPResponse
  );
  /**
   * Delete a MFA OTP.. Delete a MFA OTP.
   *
   * @param request - The request {@link DeleteUserMFAOTPRequest}
   */
  deleteUserMFAOTP = (request) => this.client.fetch({
    body: "{}",
    headers: jsonContentHeaders,
    method: "DELETE",
    path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/mfa-otp`
  });
  /**
   * Lock a member. Lock a member. A locked member cannot log in or use API keys until the locked status is removed.
   *
   * @param request - The request {@link LockUserRequest}
   * @returns A Promise of User
   */
  lockUser = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/lock`
    },
    unmarshalUser
  );
  /**
   * Unlock a member.
   *
   * @param request - The request {@link UnlockUserRequest}
   * @returns A Promise of User
   */
  unlockUser = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/unlock`
    },
    unmarshalUser
  );
  /**
   * List grace periods of a member. List the grace periods of a member.
   *
   * @param request - The request {@link ListGracePeriodsRequest}
   * @returns A Promise of ListGracePeriodsResponse
   */
  listGracePeriods = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/grace-periods`,
      urlParams: (0,dist/* urlParams */._S)(["user_id", request.userId])
    },
    unmarshalListGracePeriodsResponse
  );
  getUserConnections = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/connections`
    },
    unmarshalGetUserConnectionsResponse
  );
  initiateUserConnection = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/initiate-connection`
    },
    unmarshalInitiateUserConnectionResponse
  );
  joinUserConnection = (request) => this.client.fetch({
    body: JSON.stringify(
      marshalJoinUserConnectionRequest(request, this.client.settings)
    ),
    headers: jsonContentHeaders,
    method: "POST",
    path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/join-connection`
  });
  removeUserConnection = (request) => this.client.fetch({
    body: JSON.stringify(
      marshalRemoveUserConnectionRequest(request, this.client.settings)
    ),
    headers: jsonContentHeaders,
    method: "POST",
    path: `/iam/v1alpha1/users/${(0,dist/* validatePathParam */.pm)("userId", request.userId)}/remove-connection`
  });
  pageOfListApplications = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/applications`,
      urlParams: (0,dist/* urlParams */._S)(
        ["application_ids", request.applicationIds],
        ["editable", request.editable],
        ["name", request.name],
        ["order_by", request.orderBy],
        [
          "organization_id",
          request.organizationId ?? this.client.settings.defaultOrganizationId
        ],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["tag", request.tag]
      )
    },
    unmarshalListApplicationsResponse
  );
  /**
   * List applications of an Organization. List the applications of an Organization. By default, the applications listed are ordered by creation date in ascending order. This can be modified via the `order_by` field. You must define the `organization_id` in the query path of your request. You can also define additional parameters for your query such as `application_ids`.
   *
   * @param request - The request {@link ListApplicationsRequest}
   * @returns A Promise of ListApplicationsResponse
   */
  listApplications = (request = {}) => (0,dist/* enrichForPagination */.vU)("applications", this.pageOfListApplications, request);
  /**
   * Create a new application. Create a new application. You must define the `name` parameter in the request.
   *
   * @param request - The request {@link CreateApplicationRequest}
   * @returns A Promise of Application
   */
  createApplication = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreateApplicationRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/applications`
    },
    unmarshalApplication
  );
  /**
   * Get a given application. Retrieve information about an application, specified by the `application_id` parameter. The application's full details, including `id`, `email`, `organization_id`, `status` and `two_factor_enabled` are returned in the response.
   *
   * @param request - The request {@link GetApplicationRequest}
   * @returns A Promise of Application
   */
  getApplication = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/applications/${(0,dist/* validatePathParam */.pm)("applicationId", request.applicationId)}`
    },
    unmarshalApplication
  );
  /**
   * Update an application. Update the parameters of an application, including `name` and `description`.
   *
   * @param request - The request {@link UpdateApplicationRequest}
   * @returns A Promise of Application
   */
  updateApplication = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateApplicationRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/iam/v1alpha1/applications/${(0,dist/* validatePathParam */.pm)("applicationId", request.applicationId)}`
    },
    unmarshalApplication
  );
  /**
   * Delete an application. Delete an application. Note that this action is irreversible and will automatically delete the application's API keys. Policies attached to users and applications via this group will no longer apply.
   *
   * @param request - The request {@link DeleteApplicationRequest}
   */
  deleteApplication = (request) => this.client.fetch({
    method: "DELETE",
    path: `/iam/v1alpha1/applications/${(0,dist/* validatePathParam */.pm)("applicationId", request.applicationId)}`
  });
  pageOfListGroups = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/groups`,
      urlParams: (0,dist/* urlParams */._S)(
        ["application_ids", request.applicationIds],
        ["group_ids", request.groupIds],
        ["name", request.name],
        ["order_by", request.orderBy],
        [
          "organization_id",
          request.organizationId ?? this.client.settings.defaultOrganizationId
        ],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["tag", request.tag],
        ["user_ids", request.userIds]
      )
    },
    unmarshalListGroupsResponse
  );
  /**
   * List groups. List groups. By default, the groups listed are ordered by creation date in ascending order. This can be modified via the `order_by` field. You can define additional parameters to filter your query. Use `user_ids` or `application_ids` to list all groups certain users or applications belong to.
   *
   * @param request - The request {@link ListGroupsRequest}
   * @returns A Promise of ListGroupsResponse
   */
  listGroups = (request = {}) => (0,dist/* enrichForPagination */.vU)("groups", this.pageOfListGroups, request);
  /**
   * Create a group. Create a new group. You must define the `name` and `organization_id` parameters in the request.
   *
   * @param request - The request {@link CreateGroupRequest}
   * @returns A Promise of Group
   */
  createGroup = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreateGroupRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/groups`
    },
    unmarshalGroup
  );
  /**
   * Get a group. Retrieve information about a given group, specified by the `group_id` parameter. The group's full details, including `user_ids` and `application_ids` are returned in the response.
   *
   * @param request - The request {@link GetGroupRequest}
   * @returns A Promise of Group
   */
  getGroup = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/groups/${(0,dist/* validatePathParam */.pm)("groupId", request.groupId)}`
    },
    unmarshalGroup
  );
  /**
   * Update a group. Update the parameters of group, including `name` and `description`.
   *
   * @param request - The request {@link UpdateGroupRequest}
   * @returns A Promise of Group
   */
  updateGroup = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateGroupRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/iam/v1alpha1/groups/${(0,dist/* validatePathParam */.pm)("groupId", request.groupId)}`
    },
    unmarshalGroup
  );
  /**
   * Overwrite users and applications of a group. Overwrite users and applications configuration in a group. Any information that you add using this command will overwrite the previous configuration.
   *
   * @param request - The request {@link SetGroupMembersRequest}
   * @returns A Promise of Group
   */
  setGroupMembers = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalSetGroupMembersRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PUT",
      path: `/iam/v1alpha1/groups/${(0,dist/* validatePathParam */.pm)("groupId", request.groupId)}/members`
    },
    unmarshalGroup
  );
  /**
   * Add a user or an application to a group. Add a user or an application to a group. You can specify a `user_id` and `application_id` in the body of your request. Note that you can only add one of each per request.
   *
   * @param request - The request {@link AddGroupMemberRequest}
   * @returns A Promise of Group
   */
  addGroupMember = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalAddGroupMemberRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/groups/${(0,dist/* validatePathParam */.pm)("groupId", request.groupId)}/add-member`
    },
    unmarshalGroup
  );
  /**
   * Add multiple users and applications to a group. Add multiple users and applications to a group in a single call. You can specify an array of `user_id`s and `application_id`s. Note that any existing users and applications in the group will remain. To add new users/applications and delete pre-existing ones, use the [Overwrite users and applications of a group](#path-groups-overwrite-users-and-applications-of-a-group) method.
   *
   * @param request - The request {@link AddGroupMembersRequest}
   * @returns A Promise of Group
   */
  addGroupMembers = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalAddGroupMembersRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/groups/${(0,dist/* validatePathParam */.pm)("groupId", request.groupId)}/add-members`
    },
    unmarshalGroup
  );
  /**
   * Remove a user or an application from a group. Remove a user or an application from a group. You can specify a `user_id` and `application_id` in the body of your request. Note that you can only remove one of each per request. Removing a user from a group means that any permissions given to them via the group (i.e. from an attached policy) will no longer apply. Be sure you want to remove these permissions from the user before proceeding.
   *
   * @param request - The request {@link RemoveGroupMemberRequest}
   * @returns A Promise of Group
   */
  removeGroupMember = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalRemoveGroupMemberRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/groups/${(0,dist/* validatePathParam */.pm)("groupId", request.groupId)}/remove-member`
    },
    unmarshalGroup
  );
  /**
   * Delete a group. Delete a group. Note that this action is irreversible and could delete permissions for group members. Policies attached to users and applications via this group will no longer apply.
   *
   * @param request - The request {@link DeleteGroupRequest}
   */
  deleteGroup = (request) => this.client.fetch({
    method: "DELETE",
    path: `/iam/v1alpha1/groups/${(0,dist/* validatePathParam */.pm)("groupId", request.groupId)}`
  });
  pageOfListPolicies = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/policies`,
      urlParams: (0,dist/* urlParams */._S)(
        ["application_ids", request.applicationIds],
        ["editable", request.editable],
        ["group_ids", request.groupIds],
        ["no_principal", request.noPrincipal],
        ["order_by", request.orderBy],
        [
          "organization_id",
          request.organizationId ?? this.client.settings.defaultOrganizationId
        ],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["policy_ids", request.policyIds],
        ["policy_name", request.policyName],
        ["tag", request.tag],
        ["user_ids", request.userIds]
      )
    },
    unmarshalListPoliciesResponse
  );
  /**
   * List policies of an Organization. List the policies of an Organization. By default, the policies listed are ordered by creation date in ascending order. This can be modified via the `order_by` field. You must define the `organization_id` in the query path of your request. You can also define additional parameters to filter your query, such as `user_ids`, `groups_ids`, `application_ids`, and `policy_name`.
   *
   * @param request - The request {@link ListPoliciesRequest}
   * @returns A Promise of ListPoliciesResponse
   */
  listPolicies = (request = {}) => (0,dist/* enrichForPagination */.vU)("policies", this.pageOfListPolicies, request);
  /**
   * Create a new policy. Create a new application. You must define the `name` parameter in the request. You can specify parameters such as `user_id`, `groups_id`, `application_id`, `no_principal`, `rules` and its child attributes.
   *
   * @param request - The request {@link CreatePolicyRequest}
   * @returns A Promise of Policy
   */
  createPolicy = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreatePolicyRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/policies`
    },
    unmarshalPolicy
  );
  /**
   * Get an existing policy. Retrieve information about a policy, speficified by the `policy_id` parameter. The policy's full details, including `id`, `name`, `organization_id`, `nb_rules` and `nb_scopes`, `nb_permission_sets` are returned in the response.
   *
   * @param request - The request {@link GetPolicyRequest}
   * @returns A Promise of Policy
   */
  getPolicy = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/policies/${(0,dist/* validatePathParam */.pm)("policyId", request.policyId)}`
    },
    unmarshalPolicy
  );
  /**
   * Update an existing policy. Update the parameters of a policy, including `name`, `description`, `user_id`, `group_id`, `application_id` and `no_principal`.
   *
   * @param request - The request {@link UpdatePolicyRequest}
   * @returns A Promise of Policy
   */
  updatePolicy = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdatePolicyRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/iam/v1alpha1/policies/${(0,dist/* validatePathParam */.pm)("policyId", request.policyId)}`
    },
    unmarshalPolicy
  );
  /**
   * Delete a policy. Delete a policy. You must define specify the `policy_id` parameter in your request. Note that when deleting a policy, all permissions it gives to its principal (user, group or application) will be revoked.
   *
   * @param request - The request {@link DeletePolicyRequest}
   */
  deletePolicy = (request) => this.client.fetch({
    method: "DELETE",
    path: `/iam/v1alpha1/policies/${(0,dist/* validatePathParam */.pm)("policyId", request.policyId)}`
  });
  /**
   * Clone a policy. Clone a policy. You must define specify the `policy_id` parameter in your request.
   *
   * @param request - The request {@link ClonePolicyRequest}
   * @returns A Promise of Policy
   */
  clonePolicy = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/policies/${(0,dist/* validatePathParam */.pm)("policyId", request.policyId)}/clone`
    },
    unmarshalPolicy
  );
  /**
   * Set rules of a given policy. Overwrite the rules of a given policy. Any information that you add using this command will overwrite the previous configuration. If you include some of the rules you already had in your previous configuration in your new one, but you change their order, the new order of display will apply. While policy rules are ordered, they have no impact on the access logic of IAM because rules are allow-only.
   *
   * @param request - The request {@link SetRulesRequest}
   * @returns A Promise of SetRulesResponse
   */
  setRules = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalSetRulesRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PUT",
      path: `/iam/v1alpha1/rules`
    },
    unmarshalSetRulesResponse
  );
  pageOfListRules = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/rules`,
      urlParams: (0,dist/* urlParams */._S)(
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["policy_id", request.policyId]
      )
    },
    unmarshalListRulesResponse
  );
  /**
   * List rules of a given policy. List the rules of a given policy. By default, the rules listed are ordered by creation date in ascending order. This can be modified via the `order_by` field. You must define the `policy_id` in the query path of your request.
   *
   * @param request - The request {@link ListRulesRequest}
   * @returns A Promise of ListRulesResponse
   */
  listRules = (request) => (0,dist/* enrichForPagination */.vU)("rules", this.pageOfListRules, request);
  pageOfListPermissionSets = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/permission-sets`,
      urlParams: (0,dist/* urlParams */._S)(
        ["order_by", request.orderBy],
        [
          "organization_id",
          request.organizationId ?? this.client.settings.defaultOrganizationId
        ],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ]
      )
    },
    unmarshalListPermissionSetsResponse
  );
  /**
   * List permission sets. List permission sets available for given Organization. You must define the `organization_id` in the query path of your request.
   *
   * @param request - The request {@link ListPermissionSetsRequest}
   * @returns A Promise of ListPermissionSetsResponse
   */
  listPermissionSets = (request = {}) => (0,dist/* enrichForPagination */.vU)(
    "permissionSets",
    this.pageOfListPermissionSets,
    request
  );
  pageOfListAPIKeys = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/api-keys`,
      urlParams: (0,dist/* urlParams */._S)(
        ["access_key", request.accessKey],
        ["access_keys", request.accessKeys],
        ["bearer_id", request.bearerId],
        ["bearer_type", request.bearerType],
        ["description", request.description],
        ["editable", request.editable],
        ["expired", request.expired],
        ["order_by", request.orderBy],
        [
          "organization_id",
          request.organizationId ?? this.client.settings.defaultOrganizationId
        ],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ...Object.entries(
          (0,dist/* resolveOneOf */.Ix)([
            { param: "application_id", value: request.applicationId },
            { param: "user_id", value: request.userId }
          ])
        )
      )
    },
    unmarshalListAPIKeysResponse
  );
  /**
   * List API keys. List API keys. By default, the API keys listed are ordered by creation date in ascending order. This can be modified via the `order_by` field. You can define additional parameters for your query such as `editable`, `expired`, `access_key` and `bearer_id`.
   *
   * @param request - The request {@link ListAPIKeysRequest}
   * @returns A Promise of ListAPIKeysResponse
   */
  listAPIKeys = (request = {}) => (0,dist/* enrichForPagination */.vU)("apiKeys", this.pageOfListAPIKeys, request);
  /**
   * Create an API key. Create an API key. You must specify the `application_id` or the `user_id` and the description. You can also specify the `default_project_id`, which is the Project ID of your preferred Project, to use with Object Storage. The `access_key` and `secret_key` values are returned in the response. Note that the secret key is only shown once. Make sure that you copy and store both keys somewhere safe.
   *
   * @param request - The request {@link CreateAPIKeyRequest}
   * @returns A Promise of APIKey
   */
  createAPIKey = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreateAPIKeyRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/api-keys`
    },
    unmarshalAPIKey
  );
  /**
   * Get an API key. Retrieve information about an API key, specified by the `access_key` parameter. The API key's details, including either the `user_id` or `application_id` of its bearer are returned in the response. Note that the string value for the `secret_key` is nullable, and therefore is not displayed in the response. The `secret_key` value is only displayed upon API key creation.
   *
   * @param request - The request {@link GetAPIKeyRequest}
   * @returns A Promise of APIKey
   */
  getAPIKey = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/api-keys/${(0,dist/* validatePathParam */.pm)("accessKey", request.accessKey)}`
    },
    unmarshalAPIKey
  );
  /**
   * Update an API key. Update the parameters of an API key, including `default_project_id` and `description`.
   *
   * @param request - The request {@link UpdateAPIKeyRequest}
   * @returns A Promise of APIKey
   */
  updateAPIKey = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateAPIKeyRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/iam/v1alpha1/api-keys/${(0,dist/* validatePathParam */.pm)("accessKey", request.accessKey)}`
    },
    unmarshalAPIKey
  );
  /**
   * Delete an API key. Delete an API key. Note that this action is irreversible and cannot be undone. Make sure you update any configurations using the API keys you delete.
   *
   * @param request - The request {@link DeleteAPIKeyRequest}
   */
  deleteAPIKey = (request) => this.client.fetch({
    method: "DELETE",
    path: `/iam/v1alpha1/api-keys/${(0,dist/* validatePathParam */.pm)("accessKey", request.accessKey)}`
  });
  pageOfListQuota = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/quota`,
      urlParams: (0,dist/* urlParams */._S)(
        ["order_by", request.orderBy],
        [
          "organization_id",
          request.organizationId ?? this.client.settings.defaultOrganizationId
        ],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["quotum_names", request.quotumNames]
      )
    },
    unmarshalListQuotaResponse
  );
  /**
   * List all quotas in the Organization. List all product and features quota for an Organization, with their associated limits. By default, the quota listed are ordered by creation date in ascending order. This can be modified via the `order_by` field. You must define the `organization_id` in the query path of your request.
   *
   * @param request - The request {@link ListQuotaRequest}
   * @returns A Promise of ListQuotaResponse
   */
  listQuota = (request = {}) => (0,dist/* enrichForPagination */.vU)("quota", this.pageOfListQuota, request);
  /**
   * Get a quota in the Organization. Retrieve information about a resource quota, specified by the `quotum_name` parameter. The quota's `limit`, or whether it is unlimited, is returned in the response.
   *
   * @param request - The request {@link GetQuotumRequest}
   * @returns A Promise of Quotum
   */
  getQuotum = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/quota/${(0,dist/* validatePathParam */.pm)("quotumName", request.quotumName)}`,
      urlParams: (0,dist/* urlParams */._S)([
        "organization_id",
        request.organizationId ?? this.client.settings.defaultOrganizationId
      ])
    },
    unmarshalQuotum
  );
  pageOfListJWTs = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/jwts`,
      urlParams: (0,dist/* urlParams */._S)(
        ["audience_id", request.audienceId],
        ["expired", request.expired],
        ["order_by", request.orderBy],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ]
      )
    },
    unmarshalListJWTsResponse
  );
  /**
   * List JWTs.
   *
   * @param request - The request {@link ListJWTsRequest}
   * @returns A Promise of ListJWTsResponse
   */
  listJWTs = (request) => (0,dist/* enrichForPagination */.vU)("jwts", this.pageOfListJWTs, request);
  /**
   * Create a JWT.
   *
   * @param request - The request {@link CreateJWTRequest}
   * @returns A Promise of EncodedJWT
   */
  createJWT = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreateJWTRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/jwts`
    },
    unmarshalEncodedJWT
  );
  /**
   * Get a JWT.
   *
   * @param request - The request {@link GetJWTRequest}
   * @returns A Promise of JWT
   */
  getJWT = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/jwts/${(0,dist/* validatePathParam */.pm)("jti", request.jti)}`
    },
    unmarshalJWT
  );
  /**
   * Delete a JWT.
   *
   * @param request - The request {@link DeleteJWTRequest}
   */
  deleteJWT = (request) => this.client.fetch({
    method: "DELETE",
    path: `/iam/v1alpha1/jwts/${(0,dist/* validatePathParam */.pm)("jti", request.jti)}`
  });
  pageOfListLogs = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/logs`,
      urlParams: (0,dist/* urlParams */._S)(
        ["action", request.action],
        ["created_after", request.createdAfter],
        ["created_before", request.createdBefore],
        ["order_by", request.orderBy],
        [
          "organization_id",
          request.organizationId ?? this.client.settings.defaultOrganizationId
        ],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["resource_type", request.resourceType],
        ["search", request.search]
      )
    },
    unmarshalListLogsResponse
  );
  /**
   * List logs. List logs available for given Organization. You must define the `organization_id` in the query path of your request.
   *
   * @param request - The request {@link ListLogsRequest}
   * @returns A Promise of ListLogsResponse
   */
  listLogs = (request = {}) => (0,dist/* enrichForPagination */.vU)("logs", this.pageOfListLogs, request);
  /**
   * Get a log. Retrieve information about a log, specified by the `log_id` parameter. The log's full details, including `id`, `ip`, `user_agent`, `action`, `bearer_id`, `resource_type` and `resource_id` are returned in the response.
   *
   * @param request - The request {@link GetLogRequest}
   * @returns A Promise of Log
   */
  getLog = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/logs/${(0,dist/* validatePathParam */.pm)("logId", request.logId)}`
    },
    unmarshalLog
  );
  /**
   * Get security settings of an Organization. Retrieve information about the security settings of an Organization, specified by the `organization_id` parameter.
   *
   * @param request - The request {@link GetOrganizationSecuritySettingsRequest}
   * @returns A Promise of OrganizationSecuritySettings
   */
  getOrganizationSecuritySettings = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/organizations/${(0,dist/* validatePathParam */.pm)("organizationId", request.organizationId ?? this.client.settings.defaultOrganizationId)}/security-settings`
    },
    unmarshalOrganizationSecuritySettings
  );
  /**
   * Update the security settings of an Organization.
   *
   * @param request - The request {@link UpdateOrganizationSecuritySettingsRequest}
   * @returns A Promise of OrganizationSecuritySettings
   */
  updateOrganizationSecuritySettings = (request = {}) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateOrganizationSecuritySettingsRequest(
          request,
          this.client.settings
        )
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/iam/v1alpha1/organizations/${(0,dist/* validatePathParam */.pm)("organizationId", request.organizationId ?? this.client.settings.defaultOrganizationId)}/security-settings`
    },
    unmarshalOrganizationSecuritySettings
  );
  /**
   * Set your Organization's alias.. This will fail if an alias has already been defined. Please contact support if you need to change your Organization's alias.
   *
   * @param request - The request {@link SetOrganizationAliasRequest}
   * @returns A Promise of Organization
   */
  setOrganizationAlias = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalSetOrganizationAliasRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PUT",
      path: `/iam/v1alpha1/organizations/${(0,dist/* validatePathParam */.pm)("organizationId", request.organizationId ?? this.client.settings.defaultOrganizationId)}/alias`
    },
    unmarshalOrganization
  );
  /**
   * Get your Organization's IAM information.
   *
   * @param request - The request {@link GetOrganizationRequest}
   * @returns A Promise of Organization
   */
  getOrganization = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/organizations/${(0,dist/* validatePathParam */.pm)("organizationId", request.organizationId ?? this.client.settings.defaultOrganizationId)}`
    },
    unmarshalOrganization
  );
  /**
   * Set your Organization's allowed login methods.. Set your Organization's allowed login methods.
   *
   * @param request - The request {@link UpdateOrganizationLoginMethodsRequest}
   * @returns A Promise of Organization
   */
  updateOrganizationLoginMethods = (request = {}) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateOrganizationLoginMethodsRequest(
          request,
          this.client.settings
        )
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/iam/v1alpha1/organizations/${(0,dist/* validatePathParam */.pm)("organizationId", request.organizationId ?? this.client.settings.defaultOrganizationId)}/login-methods`
    },
    unmarshalOrganization
  );
  /**
   * Get SAML Identity Provider configuration of an Organization.
   *
   * @param request - The request {@link GetOrganizationSamlRequest}
   * @returns A Promise of Saml
   */
  getOrganizationSaml = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/organizations/${(0,dist/* validatePathParam */.pm)("organizationId", request.organizationId ?? this.client.settings.defaultOrganizationId)}/saml`
    },
    unmarshalSaml
  );
  /**
   * Enable SAML Identity Provider for an Organization.
   *
   * @param request - The request {@link EnableOrganizationSamlRequest}
   * @returns A Promise of Saml
   */
  enableOrganizationSaml = (request = {}) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/organizations/${(0,dist/* validatePathParam */.pm)("organizationId", request.organizationId ?? this.client.settings.defaultOrganizationId)}/saml`
    },
    unmarshalSaml
  );
  /**
   * Update SAML Identity Provider configuration.
   *
   * @param request - The request {@link UpdateSamlRequest}
   * @returns A Promise of Saml
   */
  updateSaml = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateSamlRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/iam/v1alpha1/saml/${(0,dist/* validatePathParam */.pm)("samlId", request.samlId)}`
    },
    unmarshalSaml
  );
  /**
   * Disable SAML Identity Provider for an Organization.
   *
   * @param request - The request {@link DeleteSamlRequest}
   */
  deleteSaml = (request) => this.client.fetch({
    method: "DELETE",
    path: `/iam/v1alpha1/saml/${(0,dist/* validatePathParam */.pm)("samlId", request.samlId)}`
  });
  /**
   * Parse SAML xml metadata file.
   *
   * @param request - The request {@link ParseSamlMetadataRequest}
   * @returns A Promise of ParseSamlMetadataResponse
   */
  parseSamlMetadata = async (request) => this.client.fetch(
    {
      body: JSON.stringify(
        await marshalParseSamlMetadataRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/parse-saml-metadata`
    },
    unmarshalParseSamlMetadataResponse
  );
  /**
   * List SAML certificates.
   *
   * @param request - The request {@link ListSamlCertificatesRequest}
   * @returns A Promise of ListSamlCertificatesResponse
   */
  listSamlCertificates = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/iam/v1alpha1/saml/${(0,dist/* validatePathParam */.pm)("samlId", request.samlId)}/certificates`
    },
    unmarshalListSamlCertificatesResponse
  );
  /**
   * Add a SAML certificate.
   *
   * @param request - The request {@link AddSamlCertificateRequest}
   * @returns A Promise of SamlCertificate
   */
  addSamlCertificate = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalAddSamlCertificateRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/iam/v1alpha1/saml/${(0,dist/* validatePathParam */.pm)("samlId", request.samlId)}/certificates`
    },
    unmarshalSamlCertificate
  );
  /**
   * Delete a SAML certificate.
   *
   * @param request - The request {@link DeleteSamlCertificateRequest}
   */
  deleteSamlCertificate = (request) => this.client.fetch({
    method: "DELETE",
    path: `/iam/v1alpha1/saml-certificates/${(0,dist/* validatePathParam */.pm)("certificateId", request.certificateId)}`
  });
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-iam/dist/v1alpha1/validation-rules.gen.js
const AddSamlCertificateRequest = {
  content: {
    maxLength: 16384,
    minLength: 1
  }
};
const CreateAPIKeyRequest = {
  description: {
    ignoreEmpty: true,
    maxLength: 200
  }
};
const CreateApplicationRequest = {
  description: {
    ignoreEmpty: true,
    maxLength: 200
  },
  name: {
    maxLength: 64,
    minLength: 1,
    pattern: /^[a-zA-Z0-9\(\)\._\- ]+$/
  }
};
const CreateGroupRequest = {
  description: {
    ignoreEmpty: true,
    maxLength: 200
  },
  name: {
    maxLength: 64,
    minLength: 1,
    pattern: /^[a-zA-Z0-9\(\)\._\- ]+$/
  }
};
const CreatePolicyRequest = {
  description: {
    ignoreEmpty: true,
    maxLength: 200
  },
  name: {
    maxLength: 64,
    minLength: 1,
    pattern: /^[a-zA-Z0-9\(\)\._\- ]+$/
  }
};
const CreateSSHKeyRequest = {
  name: {
    ignoreEmpty: true,
    maxLength: 1e3
  },
  publicKey: {
    maxLength: 65e3,
    minLength: 1
  }
};
const CreateUserRequestMember = {
  firstName: {
    maxLength: 64
  },
  lastName: {
    maxLength: 64
  },
  password: {
    ignoreEmpty: true
  },
  username: {
    maxLength: 64,
    minLength: 2,
    pattern: /^[a-zA-Z0-9@._-]+$/
  }
};
const GetQuotumRequest = {
  quotumName: {
    minLength: 1
  }
};
const JoinUserConnectionRequest = {
  token: {
    minLength: 1
  }
};
const ListAPIKeysRequest = {
  description: {
    maxLength: 200
  },
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  }
};
const ListApplicationsRequest = {
  name: {
    maxLength: 64,
    minLength: 1,
    pattern: /^[a-zA-Z0-9\(\)\._\- ]+$/
  },
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  }
};
const ListGroupsRequest = {
  name: {
    minLength: 1
  },
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  }
};
const ListJWTsRequest = {
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  }
};
const ListLogsRequest = {
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  }
};
const ListPermissionSetsRequest = {
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  }
};
const ListPoliciesRequest = {
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  },
  policyName: {
    minLength: 1
  }
};
const ListQuotaRequest = {
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  }
};
const ListRulesRequest = {
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  }
};
const ListSSHKeysRequest = {
  name: {
    maxLength: 1e3,
    minLength: 1
  },
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  }
};
const ListUsersRequest = {
  page: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 1e4
  },
  pageSize: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 100
  }
};
const RuleSpecs = {
  condition: {
    maxLength: 2048
  }
};
const SetOrganizationAliasRequest = {
  alias: {
    maxLength: 32,
    minLength: 2,
    pattern: /^[a-z0-9]+$/
  }
};
const UpdateAPIKeyRequest = {
  description: {
    maxLength: 200
  }
};
const UpdateApplicationRequest = {
  description: {
    maxLength: 200
  },
  name: {
    maxLength: 64,
    minLength: 1,
    pattern: /^[a-zA-Z0-9\(\)\._\- ]+$/
  }
};
const UpdateGroupRequest = {
  description: {
    maxLength: 200
  },
  name: {
    maxLength: 64,
    minLength: 1,
    pattern: /^[a-zA-Z0-9\(\)\._\- ]+$/
  }
};
const UpdateOrganizationSecuritySettingsRequest = {
  loginAttemptsBeforeLocked: {
    greaterThanOrEqual: 1,
    lessThanOrEqual: 50
  }
};
const UpdatePolicyRequest = {
  description: {
    maxLength: 200
  },
  name: {
    maxLength: 64,
    minLength: 1,
    pattern: /^[a-zA-Z0-9\(\)\._\- ]+$/
  }
};
const UpdateSSHKeyRequest = {
  name: {
    maxLength: 1e3
  }
};
const UpdateSamlRequest = {
  entityId: {
    maxLength: 1024,
    minLength: 1
  }
};
const UpdateUserRequest = {
  firstName: {
    maxLength: 64
  },
  lastName: {
    maxLength: 64
  }
};
const UpdateUserUsernameRequest = {
  username: {
    maxLength: 64,
    minLength: 2,
    pattern: /^[a-zA-Z0-9@._-]+$/
  }
};
const ValidateUserMFAOTPRequest = {
  oneTimePassword: {
    pattern: /^[0-9]{6}$/
  }
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-iam/dist/v1alpha1/index.gen.js





;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-iam/dist/index.gen.js




/***/ }),

/***/ 2438:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ githubAppJwt)
});

;// CONCATENATED MODULE: ./node_modules/universal-github-app-jwt/lib/utils.js
// we don't @ts-check here because it chokes on atob and btoa which are available in all modern JS runtime environments

/**
 * @param {string} privateKey
 * @returns {boolean}
 */
function isPkcs1(privateKey) {
  return privateKey.includes("-----BEGIN RSA PRIVATE KEY-----");
}

/**
 * @param {string} privateKey
 * @returns {boolean}
 */
function isOpenSsh(privateKey) {
  return privateKey.includes("-----BEGIN OPENSSH PRIVATE KEY-----");
}

/**
 * @param {string} str
 * @returns {ArrayBuffer}
 */
function string2ArrayBuffer(str) {
  const buf = new ArrayBuffer(str.length);
  const bufView = new Uint8Array(buf);
  for (let i = 0, strLen = str.length; i < strLen; i++) {
    bufView[i] = str.charCodeAt(i);
  }
  return buf;
}

/**
 * @param {string} pem
 * @returns {ArrayBuffer}
 */
function getDERfromPEM(pem) {
  const pemB64 = pem
    .trim()
    .split("\n")
    .slice(1, -1) // Remove the --- BEGIN / END PRIVATE KEY ---
    .join("");

  const decoded = atob(pemB64);
  return string2ArrayBuffer(decoded);
}

/**
 * @param {import('../internals').Header} header
 * @param {import('../internals').Payload} payload
 * @returns {string}
 */
function getEncodedMessage(header, payload) {
  return `${base64encodeJSON(header)}.${base64encodeJSON(payload)}`;
}

/**
 * @param {ArrayBuffer} buffer
 * @returns {string}
 */
function base64encode(buffer) {
  var binary = "";
  var bytes = new Uint8Array(buffer);
  var len = bytes.byteLength;
  for (var i = 0; i < len; i++) {
    binary += String.fromCharCode(bytes[i]);
  }

  return fromBase64(btoa(binary));
}

/**
 * @param {string} base64
 * @returns {string}
 */
function fromBase64(base64) {
  return base64.replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_");
}

/**
 * @param {Record<string,unknown>} obj
 * @returns {string}
 */
function base64encodeJSON(obj) {
  return fromBase64(btoa(JSON.stringify(obj)));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./node_modules/universal-github-app-jwt/lib/crypto-node.js
// this can be removed once we only support Node 20+





// no-op, unfortunately there is no way to transform from PKCS8 or OpenSSH to PKCS1 with WebCrypto
function convertPrivateKey(privateKey) {
  if (!isPkcs1(privateKey)) return privateKey;

  return (0,external_node_crypto_.createPrivateKey)(privateKey).export({
    type: "pkcs8",
    format: "pem",
  });
}

;// CONCATENATED MODULE: ./node_modules/universal-github-app-jwt/lib/get-token.js
// we don't @ts-check here because it chokes crypto which is a global API in modern JS runtime environments





/**
 * @param {import('../internals').GetTokenOptions} options
 * @returns {Promise<string>}
 */
async function getToken({ privateKey, payload }) {
  const convertedPrivateKey = convertPrivateKey(privateKey);

  // WebCrypto only supports PKCS#8, unfortunately
  /* c8 ignore start */
  if (isPkcs1(convertedPrivateKey)) {
    throw new Error(
      "[universal-github-app-jwt] Private Key is in PKCS#1 format, but only PKCS#8 is supported. See https://github.com/gr2m/universal-github-app-jwt#private-key-formats"
    );
  }
  /* c8 ignore stop */

  // WebCrypto does not support OpenSSH, unfortunately
  if (isOpenSsh(convertedPrivateKey)) {
    throw new Error(
      "[universal-github-app-jwt] Private Key is in OpenSSH format, but only PKCS#8 is supported. See https://github.com/gr2m/universal-github-app-jwt#private-key-formats"
    );
  }

  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: { name: "SHA-256" },
  };

  /** @type {import('../internals').Header} */
  const header = { alg: "RS256", typ: "JWT" };

  const privateKeyDER = getDERfromPEM(convertedPrivateKey);
  const importedKey = await external_node_crypto_.subtle.importKey(
    "pkcs8",
    privateKeyDER,
    algorithm,
    false,
    ["sign"]
  );

  const encodedMessage = getEncodedMessage(header, payload);
  const encodedMessageArrBuf = string2ArrayBuffer(encodedMessage);

  const signatureArrBuf = await external_node_crypto_.subtle.sign(
    algorithm.name,
    importedKey,
    encodedMessageArrBuf
  );

  const encodedSignature = base64encode(signatureArrBuf);

  return `${encodedMessage}.${encodedSignature}`;
}

;// CONCATENATED MODULE: ./node_modules/universal-github-app-jwt/index.js
// @ts-check

// @ts-ignore - #get-token is defined in "imports" in package.json


/**
 * @param {import(".").Options} options
 * @returns {Promise<import(".").Result>}
 */
async function githubAppJwt({
  id,
  privateKey,
  now = Math.floor(Date.now() / 1000),
}) {
  // Private keys are often times configured as environment variables, in which case line breaks are escaped using `\\n`.
  // Replace these here for convenience.
  const privateKeyWithNewlines = privateKey.replace(/\\n/g, '\n');

  // When creating a JSON Web Token, it sets the "issued at time" (iat) to 30s
  // in the past as we have seen people running situations where the GitHub API
  // claimed the iat would be in future. It turned out the clocks on the
  // different machine were not in sync.
  const nowWithSafetyMargin = now - 30;
  const expiration = nowWithSafetyMargin + 60 * 10; // JWT expiration time (10 minute maximum)

  const payload = {
    iat: nowWithSafetyMargin, // Issued at time
    exp: expiration,
    iss: id,
  };

  const token = await getToken({
    privateKey: privateKeyWithNewlines,
    payload,
  });

  return {
    appId: id,
    expiration,
    token,
  };
}


/***/ })

};
