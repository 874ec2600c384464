import * as __WEBPACK_EXTERNAL_MODULE_node_process_8d178d73__ from "node:process";
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 7721:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

var x = (y) => {
	var x = {}; __nccwpck_require__.d(x, y); return x
} 
var y = (x) => (() => (x))
module.exports = x({ ["BearerCredentialHandler"]: () => (__WEBPACK_EXTERNAL_MODULE_node_process_8d178d73__.BearerCredentialHandler), ["HttpClient"]: () => (__WEBPACK_EXTERNAL_MODULE_node_process_8d178d73__.HttpClient), ["default"]: () => (__WEBPACK_EXTERNAL_MODULE_node_process_8d178d73__["default"]), ["getExecOutput"]: () => (__WEBPACK_EXTERNAL_MODULE_node_process_8d178d73__.getExecOutput) });

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 5610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  K: () => (/* binding */ openGithub),
  Y: () => (/* binding */ targetsFor)
});

// EXTERNAL MODULE: ./build/rotation/policy.js
var policy = __nccwpck_require__(8133);
// EXTERNAL MODULE: ./build/services/connection.js + 1 modules
var services_connection = __nccwpck_require__(9538);
// EXTERNAL MODULE: ./build/rotation/side-by-side.js
var side_by_side = __nccwpck_require__(5106);
// EXTERNAL MODULE: ./build/rotation/ports.js
var ports = __nccwpck_require__(5271);
;// CONCATENATED MODULE: ./build/services/app-needs.js
/** GitHub takes so many repositories for one token. */
const MOST_REPOSITORIES = 500;
/**
 * Puts the needs of one account together, so that it takes as few tokens as can be: one for all of its repositories
 * (of 500 each), and one for the account itself. The latter reaches every repository of the installation, so it gets
 * no permission in them.
 */
function grantsFor(owner, needs) {
    const ofAccount = needs.filter(({ repository }) => repository === undefined);
    const ofRepositories = needs.filter(({ repository }) => repository !== undefined);
    const names = new Map(ofRepositories.map(({ repository = '' }) => [repository.toLowerCase(), repository]));
    const repositories = [...names.values()];
    const chunks = Array.from({ length: Math.ceil(repositories.length / MOST_REPOSITORIES) }, (_, at) => repositories.slice(at * MOST_REPOSITORIES, (at + 1) * MOST_REPOSITORIES));
    return [
        ...chunks.map((chunk) => ({ owner, repositories: chunk, permissions: together(ofRepositories) })),
        ...(ofAccount.length === 0 ? [] : [{ owner, repositories: undefined, permissions: together(ofAccount) }]),
    ];
}
function together(needs) {
    const levels = {};
    for (const { name, level } of needs.flatMap(({ permissions }) => permissions)) {
        if (levels[name] !== 'write')
            levels[name] = level;
    }
    return levels;
}
/** The permissions that an installation lacks for its needs, without repetition. */
function missingPermissions(needs, granted) {
    const missing = new Map();
    for (const permission of needs.flatMap(({ permissions, expected }) => [...permissions, ...expected])) {
        const { name, level } = permission;
        if (covers(granted[name], level))
            continue;
        if (missing.get(name)?.level !== 'write')
            missing.set(name, permission);
    }
    return [...missing.values()];
}
function covers(held, level) {
    // GitHub has a third level, `admin`, for some permissions.
    return held === 'write' || held === 'admin' || (held === 'read' && level === 'read');
}

// EXTERNAL MODULE: ./build/services/github.js + 1 modules
var services_github = __nccwpck_require__(2677);
;// CONCATENATED MODULE: ./build/services/app-problems.js

const NAMELESS = { name: 'the App', installUrl: undefined };
/**
 * Explains why the App's installation could not be found, asking who the App is where GitHub says 404: of an App that
 * is not installed, and of one that there is not.
 */
async function lookupProblem(asApp, id, owner, refused) {
    if (refused.status !== 404)
        return signInProblem(id, refused, `find where the App is installed at ${owner}`);
    const names = await namesOf(asApp);
    if (names === undefined) {
        return {
            about: 'github-app-id',
            problem: `GitHub knows no App ${id} (${refused.message})`,
            remedy: "Give the App id or the client id that stands in the App's settings, under General",
            knownCause: 'github-app-not-accepted',
        };
    }
    return {
        about: 'github-app-id',
        problem: `${names.name} is not installed at ${owner}, or there is no account of this name`,
        remedy: `Install it there${names.installUrl === undefined ? '' : ` (${names.installUrl})`}, for the repositories that are to get the key; or correct the name of the owner`,
        knownCause: 'github-app-not-installed',
    };
}
/** Explains a refusal that has nothing to do with what was asked. */
function signInProblem(id, failure, doing) {
    const { status, message } = failure;
    if (status === 401 && /'(Expiration time|Issued at)' claim/.test(message)) {
        return {
            about: 'github-app-private-key',
            problem: `GitHub does not accept the times that the App signs in with, not even with its own time (${message})`,
            remedy: "Set the machine's clock, or look for a proxy that changes the Date of GitHub's answers",
            knownCause: 'clock-off',
        };
    }
    if (status === 401) {
        return {
            about: 'github-app-private-key',
            problem: `GitHub does not accept this private key for the App ${id} (${message})`,
            remedy: "Give a private key that stands in this App's settings (a key that was deleted there is of no use any more), " +
                'and the App id or the client id of this very App',
            knownCause: 'github-app-not-accepted',
        };
    }
    return { about: 'github-app-id', problem: `could not ${doing}: ${message}`, ...(0,services_github/* otherwise */.fl)(failure) };
}
function suspendedProblem(name, owner, settings) {
    return {
        about: 'github-app-id',
        problem: `the installation of ${name} at ${owner} is suspended`,
        remedy: `Unsuspend it (${settings})`,
        knownCause: 'github-app-not-installed',
    };
}
function permissionProblem(name, owner, settings, missing) {
    const words = missing.map((permission) => `${permission.words}: ${permission.level}`).join(', ');
    return {
        about: 'github-app-id',
        problem: `${name} has not been given at ${owner} what the run needs: ${words}`,
        remedy: `Give it to the App in its settings, under Permissions & events; then somebody at ${owner} has to accept it (${settings})`,
        knownCause: 'github-app-permission-missing',
    };
}
function repositoryProblem(about, name, repository, settings, failure) {
    if (failure.status !== 404) {
        const problem = `whether ${name} is installed for the repository ${repository} could not be found out: ${failure.message}`;
        return { about, problem, ...(0,services_github/* otherwise */.fl)(failure) };
    }
    return {
        about,
        problem: `${name} is not installed for the repository ${repository}, or there is none of this name`,
        remedy: `Add the repository to the installation (${settings}), or correct the name`,
        knownCause: 'github-app-not-installed',
    };
}
/** Who the App is; undefined where GitHub knows no such App. */
async function namesOf(asApp) {
    try {
        const { data } = await asApp.request('GET /app');
        if (data === null)
            return NAMELESS;
        return { name: `the App ${data.name}`, installUrl: `${data.html_url}/installations/new` };
    }
    catch (error) {
        const unknown = error instanceof Error && 'status' in error && error.status === 404;
        return unknown ? undefined : NAMELESS; // asked only to word a message better
    }
}

;// CONCATENATED MODULE: ./build/services/app-installation.js






/** How often a token is asked for where nobody knows whether one was made, and the wait in between, in milliseconds. */
const ATTEMPTS = 3;
const WAIT_MS = 500;
/** What a token lives for where GitHub does not say it: the hour that its documentation promises. */
const USUAL_LIFE_MS = 3_600_000;
/** Questions in flight at once where it is to be found out which repositories are out of reach. */
const QUESTIONS_SIDE_BY_SIDE = 20;
function createInstallations({ asApp, appId, clock, made }) {
    /**
     * Finds the App's installation at an account. GitHub answers the question about a user for organizations as well,
     * though it does not say so in its description; a server that does not is asked the other one.
     */
    async function find(owner) {
        try {
            return read(owner, (await asApp.request('GET /users/{username}/installation', { username: owner })).data);
        }
        catch (error) {
            const refused = (0,services_github/* githubFailure */.eQ)(error);
            if (refused.status !== 404)
                return lookupProblem(asApp, appId, owner, refused);
        }
        try {
            return read(owner, (await asApp.request('GET /orgs/{org}/installation', { org: owner })).data);
        }
        catch (error) {
            return lookupProblem(asApp, appId, owner, (0,services_github/* githubFailure */.eQ)(error));
        }
    }
    /** Makes a token. An unanswered request may have made one as well, which nobody knows: it ends within the hour. */
    async function mint({ id }, { repositories, permissions }) {
        for (let attempt = 1;; attempt += 1) {
            const madeAt = clock.now();
            try {
                const { data } = await asApp.request('POST /app/installations/{installation_id}/access_tokens', {
                    installation_id: id,
                    permissions,
                    ...(repositories !== undefined && { repositories: [...repositories] }),
                });
                if (typeof data.token !== 'string' || !/^\S+$/.test(data.token))
                    throw new Error('GitHub made a token and did not show it');
                const told = new Date(data.expires_at).getTime();
                const expiresAt = new Date(Number.isNaN(told) ? madeAt.getTime() + USUAL_LIFE_MS : told);
                const token = { token: data.token, madeAt, expiresAt };
                made(token);
                return token;
            }
            catch (error) {
                const unanswered = unansweredIn(error);
                if (unanswered === undefined)
                    throw error;
                if (attempt >= ATTEMPTS)
                    throw new services_connection/* ConnectionError */.Rc(unanswered.message, { cause: error });
                await clock.sleep(WAIT_MS * attempt);
            }
        }
    }
    /** Why a token for these repositories is refused, as far as one of them is to blame: GitHub does not say which. */
    async function problemsWith({ owner, name, settings }, repositories, about) {
        const found = await (0,side_by_side/* sideBySide */.Q)(QUESTIONS_SIDE_BY_SIDE, repositories, async (repo) => {
            try {
                await asApp.request('GET /repos/{owner}/{repo}/installation', { owner, repo });
                return undefined;
            }
            catch (error) {
                const failure = (0,services_github/* githubFailure */.eQ)(error);
                return [repo, repositoryProblem(about(repo), name, `${owner}/${repo}`, settings, failure)];
            }
        });
        return new Map(found.filter((one) => one !== undefined));
    }
    return {
        find,
        mint,
        /** What keeps an installation from all or some of its needs, and the needs that are left. */
        check(installation, needs) {
            const { name, owner, settings, permissions } = installation;
            if (installation.suspended)
                return { problems: [suspendedProblem(name, owner, settings)], possible: [] };
            const missing = missingPermissions(needs, permissions);
            return {
                problems: missing.length === 0 ? [] : [permissionProblem(name, owner, settings, missing)],
                possible: needs.filter((need) => missingPermissions([need], permissions).length === 0),
            };
        },
        /**
         * Makes a token for as much of a grant as can be.
         * @param about the input that names a repository
         * @returns the grant that it was made for, undefined where none was made
         */
        async open(installation, grant, about) {
            const doing = `make a token for ${installation.owner}`;
            try {
                return { opened: { grant, minted: await mint(installation, grant) }, problems: [] };
            }
            catch (error) {
                const refused = (0,services_github/* githubFailure */.eQ)(error);
                const asked = refused.status === 422 ? (grant.repositories ?? []) : [];
                const found = await problemsWith(installation, asked, about);
                const problems = [...found.values()];
                if (found.size === 0)
                    return { opened: undefined, problems: [signInProblem(appId, refused, doing)] };
                const rest = { ...grant, repositories: asked.filter((one) => !found.has(one)) };
                if (rest.repositories.length === 0)
                    return { opened: undefined, problems };
                try {
                    return { opened: { grant: rest, minted: await mint(installation, rest) }, problems };
                }
                catch (again) {
                    return {
                        opened: undefined,
                        problems: [...problems, signInProblem(appId, (0,services_github/* githubFailure */.eQ)(again), doing)],
                    };
                }
            }
        },
    };
}
function read(owner, data) {
    const { id, app_slug, html_url, permissions, suspended_at } = data;
    // It becomes a part of an address.
    if (!Number.isSafeInteger(id))
        throw new Error('GitHub gave an installation a number that is none');
    return {
        id,
        owner,
        name: `the App ${app_slug}`,
        settings: html_url,
        permissions: { ...permissions },
        suspended: suspended_at !== null,
    };
}
function unansweredIn(error) {
    const all = [error, error instanceof Error ? error.cause : undefined];
    return all.find((one) => one instanceof ports/* NoAnswer */.W_);
}

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
var external_node_crypto_ = __nccwpck_require__(7598);
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

;// CONCATENATED MODULE: ./build/services/app-session.js


/** A JWT is not used any more when it is so near its end, in milliseconds. */
const SPARE_MS = 60_000;
/**
 * GitHub's client for the App as itself, signed in with JWTs that it makes. Each is valid for some minutes of GitHub's
 * time, which the machine's clock may be far from: what is refused for its time is sent once more with the time of the
 * very answer that refused it.
 */
function createAppSession({ identity, connection, apiUrl, clock, mask }) {
    let current;
    async function jwt() {
        const now = clock.now().getTime();
        if (current !== undefined && now < current.endsAt - SPARE_MS)
            return current.token;
        const { id, privateKey } = identity;
        const made = await githubAppJwt({
            // Older servers take the number of an App as a number only.
            id: /^\d+$/.test(id) ? Number(id) : id,
            privateKey,
            now: Math.floor(now / 1000),
        });
        mask(made.token);
        current = { token: made.token, endsAt: made.expiration * 1000 };
        return made.token;
    }
    const signed = async (request) => ({
        ...request,
        headers: { ...request.headers, authorization: `bearer ${await jwt()}` },
    });
    const sendSigned = async (send, request) => {
        try {
            return await send(await signed(request));
        }
        catch (error) {
            if (!isAboutTime(error))
                throw error;
            current = undefined;
            return send(await signed(request));
        }
    };
    return (0,services_github/* createGithub */.uh)(connection, apiUrl, sendSigned);
}
/** Whether GitHub refused a JWT because of its times. */
function isAboutTime(error) {
    return error instanceof Error && /'(Expiration time|Issued at)' claim/.test(error.message);
}

;// CONCATENATED MODULE: ./build/services/app-token.js
/** A token is made anew when so much of its life is over: five minutes before its hour ends. */
const USED_UP = 11 / 12;
/**
 * GitHub's machines learn of a new token one after the other: of one that is not older than this, in milliseconds, a
 * refusal may mean only that, and so many of them are waited out.
 */
const NEW_FOR_MS = 5000;
const NEW_REFUSALS = 4;
const NEW_WAIT_MS = 1000;
/**
 * @param first the token to begin with
 * @param mint makes another one for the same grant
 * @param clock GitHub's time
 */
function createAppToken(grant, first, mint, clock) {
    let current = first;
    let renewing;
    /** Makes the token anew; whoever comes meanwhile gets the same one. */
    function renew() {
        renewing ??= mint()
            .then((made) => (current = made))
            .finally(() => {
            renewing = undefined;
        });
        return renewing;
    }
    async function usable() {
        const { madeAt, expiresAt } = current;
        const usedUpAt = madeAt.getTime() + (expiresAt.getTime() - madeAt.getTime()) * USED_UP;
        if (clock.now().getTime() < usedUpAt)
            return current;
        try {
            return await renew();
        }
        catch (error) {
            // There are some minutes left, in which whoever comes next tries again.
            if (current.expiresAt > clock.now())
                return current;
            throw error;
        }
    }
    function isNew({ madeAt }) {
        return clock.now().getTime() - madeAt.getTime() < NEW_FOR_MS;
    }
    return {
        grant,
        async send(send, request) {
            let used = await usable();
            let renewed = false;
            for (let refusals = 0;; refusals += 1) {
                try {
                    return await send(signed(request, used));
                }
                catch (error) {
                    // Refused before it had any effect, so even a write may be sent again.
                    if (!isUnauthorized(error))
                        throw error;
                    if (isNew(used) && refusals < NEW_REFUSALS) {
                        await clock.sleep(NEW_WAIT_MS);
                        continue;
                    }
                    if (renewed)
                        throw error;
                    renewed = true;
                    // Somebody has ended it, or its time was over after all.
                    used = current === used ? await renew() : current;
                }
            }
        },
    };
}
/** Whether GitHub did not accept what a request was signed with. */
function isUnauthorized(error) {
    return error instanceof Error && 'status' in error && error.status === 401;
}
function signed(request, { token }) {
    return { ...request, headers: { ...request.headers, authorization: `token ${token}` } };
}

;// CONCATENATED MODULE: ./build/services/github-app.js






/** Accounts that are opened at once. */
const ACCOUNTS_SIDE_BY_SIDE = 20;
/** Tokens that are ended at once. */
const ENDS_SIDE_BY_SIDE = 20;
function createGithubApp(options) {
    const { identity, apiUrl, connection, tokenConnection, clock, mask } = options;
    const asApp = createAppSession({ identity, connection: tokenConnection, apiUrl, clock, mask });
    const minted = [];
    const installations = createInstallations({
        asApp,
        appId: identity.id,
        clock,
        made(token) {
            mask(token.token);
            minted.push(token);
        },
    });
    const opened = new Map();
    function covers(need) {
        const permissions = opened.get(keyOf(need))?.token.grant.permissions;
        return (permissions !== undefined && missingPermissions([{ ...need, expected: [] }], permissions).length === 0);
    }
    async function openAccount(needs) {
        const owner = needs[0]?.owner ?? '';
        const installation = await installations.find(owner);
        if ('problem' in installation)
            return [installation];
        const { problems, possible } = installations.check(installation, needs);
        const about = (repository) => needs.find((need) => need.repository?.toLowerCase() === repository.toLowerCase())?.about ??
            'repositories';
        const results = await Promise.all(grantsFor(owner, possible).map((grant) => installations.open(installation, grant, about)));
        for (const { opened: made } of results) {
            if (made === undefined)
                continue;
            const { grant } = made;
            const token = createAppToken(grant, made.minted, () => installations.mint(installation, grant), clock);
            for (const key of keysOf(grant)) {
                const served = possible.filter((need) => keyOf(need) === key);
                opened.set(key, { token, needs: served });
            }
        }
        return [...problems, ...results.flatMap((result) => result.problems)];
    }
    async function end({ token }) {
        try {
            await (0,services_github/* createGithub */.uh)(tokenConnection, apiUrl, token).request('DELETE /installation/token');
            return undefined;
        }
        catch (error) {
            if (isUnauthorized(error))
                return undefined; // it has ended already
            return error instanceof Error ? error.message : String(error);
        }
    }
    const client = (over) => (0,services_github/* createGithub */.uh)(over, apiUrl, (send, request) => tokenFor(opened, request).send(send, request));
    return {
        octokit: client(connection),
        client,
        async open(needs) {
            const missing = needs.filter((need) => !covers(need));
            const keys = new Set(missing.map(keyOf));
            // Whoever needs more of a place than before gets a token for both.
            const all = [...[...keys].flatMap((key) => opened.get(key)?.needs ?? []), ...missing];
            const byOwner = Map.groupBy(all, ({ owner }) => owner.toLowerCase());
            const found = await (0,side_by_side/* sideBySide */.Q)(ACCOUNTS_SIDE_BY_SIDE, [...byOwner.values()], openAccount);
            return found.flat();
        },
        covers,
        async close() {
            const now = clock.now();
            const living = minted.splice(0).filter(({ expiresAt }) => expiresAt > now);
            const problems = await (0,side_by_side/* sideBySide */.Q)(ENDS_SIDE_BY_SIDE, living, async (token) => {
                const problem = await end(token);
                const until = token.expiresAt.toISOString();
                return (problem &&
                    `A token of the GitHub App could not be revoked; it ends by itself at ${until}: ${problem}`);
            });
            opened.clear();
            return problems.filter((problem) => problem !== undefined);
        },
    };
}
function keyOf({ owner, repository }) {
    return (repository === undefined ? owner : `${owner}/${repository}`).toLowerCase();
}
function keysOf({ owner, repositories }) {
    return repositories === undefined
        ? [keyOf({ owner, repository: undefined })]
        : repositories.map((repository) => keyOf({ owner, repository }));
}
/** The token for where a request goes: for this very repository or account, or else for the account it is of. */
function tokenFor(opened, request) {
    const owner = github_app_text(request['org']) ?? github_app_text(request['owner']);
    if (owner === undefined)
        throw new Error('a request to GitHub goes to no account; this is a bug');
    const found = opened.get(keyOf({ owner, repository: github_app_text(request['repo']) })) ??
        opened.get(keyOf({ owner, repository: undefined }));
    if (found === undefined)
        throw new Error(`no token was made for ${owner}; this is a bug`);
    return found.token;
}
function github_app_text(part) {
    return typeof part === 'string' ? part : undefined;
}

// EXTERNAL MODULE: external "node:async_hooks"
var external_node_async_hooks_ = __nccwpck_require__(6698);
// EXTERNAL MODULE: ./build/rotation/world.js
var world = __nccwpck_require__(6747);
;// CONCATENATED MODULE: ./build/services/sliding-window.js
/**
 * Makes an empty window. The service counts a request when it comes in, which nobody here sees: no earlier than it was
 * sent and no later than it was answered. So it counts from its sending until one length of time after its answer.
 */
function createSlidingWindow(length) {
    let open = 0;
    const ended = [];
    let endedCost = 0;
    function forget(now) {
        const first = ended.findIndex(({ until }) => until > now);
        const gone = ended.splice(0, first === -1 ? ended.length : first);
        for (const { cost } of gone)
            endedCost -= cost;
    }
    return {
        begin(cost) {
            open += cost;
        },
        end(cost, now) {
            open -= cost;
            endedCost += cost;
            ended.push({ until: now + length, cost });
        },
        drop(cost) {
            open -= cost;
        },
        spent(now) {
            forget(now);
            return open + endedCost;
        },
        earliest(cost, limit, now) {
            forget(now);
            // What is larger than the whole budget goes when nothing else counts.
            let over = open + endedCost + cost - Math.max(limit, cost);
            if (over <= 0)
                return now;
            for (const { until, cost: freed } of ended) {
                over -= freed;
                if (over <= 0)
                    return until;
            }
            return Number.POSITIVE_INFINITY;
        },
    };
}

;// CONCATENATED MODULE: ./build/services/rate-limiter.js




/** What GitHub documents: requests in flight, and points in a minute, of which a change costs more than a read. */
const IN_FLIGHT = 100;
const POINTS_A_MINUTE = 900;
const CHANGE_POINTS = 5;
const READ_POINTS = 1;
/** What it documents for changes that create content. Whether secrets are such is not known: they are until refused. */
const CHANGES_A_MINUTE = 80;
const CHANGES_AN_HOUR = 500;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** So much of the limit for changes must have been used for a refusal to be put down to it. */
const SUSPICION = 1 / 2;
/** After a refusal that nothing explains: somebody else may use the same budget. */
const SLOWER = 3 / 4;
const SLOWEST = 1 / 10;
const FEWEST_IN_FLIGHT = 5;
/** A smaller share of the limits would let nothing through. */
const SMALLEST_SHARE = 1 / 20;
/** The longest wait where GitHub names none; the first is a minute, and it is doubled while it goes on refusing. */
const LONGEST_UNASKED_MS = 8 * MINUTE_MS;
/** The most changes that wait for each other; a place's pair is two. */
const MOST_TOGETHER = 50;
/** Points that nothing new may reserve: what was begun can always ask something more, such as for a new public key. */
const POINTS_ASIDE = 20;
/** A wait that is worth a word. */
const WORTH_TELLING_MS = 3000;
/** Makes a limiter that has let nothing through yet. */
function createRateLimiter(options) {
    const { now, tell } = options;
    const points = createSlidingWindow(MINUTE_MS);
    const changesInMinute = createSlidingWindow(MINUTE_MS);
    const changesInHour = createSlidingWindow(HOUR_MS);
    const reserved = new external_node_async_hooks_.AsyncLocalStorage();
    const urgent = [];
    const usual = [];
    let inFlight = 0;
    let mostInFlight = IN_FLIGHT;
    let share = Math.max(SMALLEST_SHARE, options.share ?? 1);
    let changesLimited = false;
    let heldUntil = Number.NEGATIVE_INFINITY;
    let limitedAt = Number.NEGATIVE_INFINITY;
    let timesInARow = 0;
    let hour;
    let wakesAt;
    let toldPaced = false;
    /** When a request may be sent; Infinity where that depends on those in flight. */
    function earliest({ points: cost, changes, slots, begins }, at) {
        if (inFlight > 0 && inFlight + slots > mostInFlight)
            return Number.POSITIVE_INFINITY;
        const pointsAMinute = POINTS_A_MINUTE * share - (begins ? POINTS_ASIDE : 0);
        const times = [heldUntil, points.earliest(cost, pointsAMinute, at)];
        if (changesLimited && changes > 0) {
            times.push(changesInMinute.earliest(changes, CHANGES_A_MINUTE * share, at));
            times.push(changesInHour.earliest(changes, CHANGES_AN_HOUR * share, at));
        }
        if (hour !== undefined && hour.remaining < slots)
            times.push(hour.over);
        return Math.max(at, ...times);
    }
    function begin({ points: cost, changes, begins }) {
        points.begin(cost);
        changesInMinute.begin(changes);
        changesInHour.begin(changes);
        // What is reserved is not in flight yet: each of its requests takes its place when it is sent.
        if (begins)
            return;
        inFlight += 1;
        if (hour !== undefined)
            hour.remaining -= 1;
    }
    /** Lets through what may go, in order, and sees to it that the rest is looked at again. */
    function pump() {
        for (;;) {
            const queue = urgent.length > 0 ? urgent : usual;
            const [next] = queue;
            if (next === undefined)
                return;
            const at = now();
            const when = earliest(next, at);
            const stopping = options.stopping();
            if (stopping && (next.begins || (when > at && when < Number.POSITIVE_INFINITY))) {
                queue.shift();
                next.refuse(new world/* Interrupted */.j('the run was asked to end while it waited for GitHub; the next run goes on'));
            }
            else if (when <= at) {
                queue.shift();
                begin(next);
                next.admit();
            }
            else if (when === Number.POSITIVE_INFINITY) {
                return; // whatever ends next looks again
            }
            else if (when - at > next.timeLeft()) {
                queue.shift();
                next.refuse(new ports/* Postponed */.Dz("GitHub's rate limits leave no time for it in this run; the next run goes on"));
            }
            else {
                wakeAt(when, at);
                return;
            }
        }
    }
    function wakeAt(when, at) {
        if (!toldPaced && when > heldUntil && when - at >= WORTH_TELLING_MS) {
            toldPaced = true;
            tell({ kind: 'paced', pointsAMinute: Math.floor(POINTS_A_MINUTE * share) });
        }
        if (wakesAt !== undefined && wakesAt <= when)
            return;
        wakesAt = when;
        void options.sleep(Math.ceil(when - at)).then(() => {
            wakesAt = undefined;
            pump();
        });
    }
    function wait(entry, queue) {
        return new Promise((resolve, reject) => {
            queue.push({ ...entry, admit: resolve, refuse: reject });
            pump();
        });
    }
    /** Learns what is left of the hour. Answers overtake each other, so within one hour the least counts. */
    function learn({ remaining, reset, resetInMs }) {
        if (hour !== undefined && (reset < hour.reset || (reset === hour.reset && remaining >= hour.remaining)))
            return;
        hour = { reset, remaining: Math.max(0, remaining - inFlight), over: now() + resetInMs };
    }
    function obey(refusal, sentAt) {
        const at = now();
        // Whatever was under way when the first was refused belongs to the same time.
        const again = sentAt > limitedAt;
        if (again)
            timesInARow += 1;
        const unasked = Math.min(LONGEST_UNASKED_MS, MINUTE_MS * 2 ** (timesInARow - 1));
        const waitMs = refusal.waitMs ?? unasked;
        heldUntil = Math.max(heldUntil, at + waitMs);
        if (!again)
            return;
        limitedAt = at;
        if (refusal.kind === 'secondary')
            slowDown(at);
        const changesAMinute = changesLimited ? Math.floor(CHANGES_A_MINUTE * share) : undefined;
        tell({ kind: 'limited', waitMs, changesAMinute });
    }
    function slowDown(at) {
        const suspicious = changesInMinute.spent(at) >= CHANGES_A_MINUTE * SUSPICION ||
            changesInHour.spent(at) >= CHANGES_AN_HOUR * SUSPICION;
        if (!changesLimited && suspicious) {
            changesLimited = true;
            return;
        }
        share = Math.max(Math.min(SLOWEST, share), share * SLOWER);
        mostInFlight = Math.max(FEWEST_IN_FLIGHT, Math.floor(mostInFlight / 2));
    }
    function turnOf(cost, changes) {
        const sentAt = now();
        return {
            end(answer) {
                const at = now();
                inFlight -= 1;
                points.end(cost, at);
                if (answer?.refusal === undefined) {
                    changesInMinute.end(changes, at);
                    changesInHour.end(changes, at);
                    if (answer !== undefined && sentAt > limitedAt)
                        timesInARow = 0;
                }
                else {
                    obey(answer.refusal, sentAt);
                    changesInMinute.drop(changes);
                    changesInHour.drop(changes);
                }
                if (answer?.allowance !== undefined)
                    learn(answer.allowance);
                pump();
            },
        };
    }
    /** Gives back what was reserved for changes that are not made. */
    function release(changes) {
        points.drop(changes * CHANGE_POINTS);
        changesInMinute.drop(changes);
        changesInHour.drop(changes);
    }
    const within = (timeLeft) => ({
        within,
        async turn(method) {
            const reads = method === 'GET' || method === 'HEAD';
            const cost = reads ? READ_POINTS : CHANGE_POINTS;
            const changes = reads || method === 'DELETE' ? 0 : 1;
            const reservation = reserved.getStore();
            if (changes === 0 || reservation === undefined || reservation.left === 0) {
                const queue = reservation === undefined ? usual : urgent;
                await wait({ points: cost, changes, slots: 1, begins: false, timeLeft }, queue);
                return turnOf(cost, changes);
            }
            reservation.left -= 1;
            try {
                await wait({ points: 0, changes: 0, slots: 1, begins: false, timeLeft }, urgent);
            }
            catch (error) {
                release(1);
                throw error;
            }
            return turnOf(cost, changes);
        },
        async together(wanted, work) {
            const changes = Math.min(wanted, MOST_TOGETHER);
            await wait({ points: changes * CHANGE_POINTS, changes, slots: changes, begins: true, timeLeft }, usual);
            const reservation = { left: changes };
            try {
                return await reserved.run(reservation, work);
            }
            finally {
                release(reservation.left);
                reservation.left = 0;
                pump();
            }
        },
    });
    return within(options.timeLeft);
}

// EXTERNAL MODULE: ./build/services/service-clock.js
var service_clock = __nccwpck_require__(4777);
// EXTERNAL MODULE: ./build/targets/places.js
var targets_places = __nccwpck_require__(8909);
;// CONCATENATED MODULE: ./build/targets/app-permissions.js

const OF_REPOSITORY = {
    actions: ['secrets', 'Secrets'],
    dependabot: ['dependabot_secrets', 'Dependabot secrets'],
    codespaces: ['codespaces_secrets', 'Codespaces secrets'],
    agents: ['agent_secrets', 'Agent secrets'],
    variables: ['actions_variables', 'Variables'],
};
const OF_ORGANIZATION = {
    actions: ['organization_secrets', 'Secrets'],
    dependabot: ['organization_dependabot_secrets', 'Organization dependabot secrets'],
    codespaces: ['organization_codespaces_secrets', 'Organization codespaces secrets'],
    agents: ['organization_agent_secrets', 'Agent secrets'],
    variables: ['organization_actions_variables', 'Variables'],
};
/** GitHub knows no way to read these and not to write them. */
const WITHOUT_READ = ['codespaces_secrets'];
/**
 * The permissions of a GitHub App that a place's secrets need, and its variables where those are written as well.
 * Reading the repository itself (`metadata`) goes with every one of them.
 */
function permissionsFor({ kind, scope }, level, variables = false) {
    const permission = ([name, words]) => ({
        name,
        level: WITHOUT_READ.includes(name) ? 'write' : level,
        words: `${scope === 'organization' ? 'organization' : 'repository'} permission ${words}`,
    });
    // Environments have one permission for everything in them.
    if (scope === 'environment')
        return [permission(['environments', 'Environments'])];
    const table = scope === 'organization' ? OF_ORGANIZATION : OF_REPOSITORY;
    return [permission(table[kind]), ...(variables ? [permission(table.variables)] : [])];
}
/**
 * What a run needs of an App's token in a place.
 * @param level `read` for a run that writes nothing, which checks all the same that another one could
 * @param variables whether the run looks after variables as well
 */
function needOf(place, level, variables = false) {
    const both = variables && (0,targets_places/* hasVariables */.cF)(place);
    return {
        ...(place.scope === 'organization'
            ? { owner: place.organization, repository: undefined }
            : { owner: place.owner, repository: place.repo }),
        permissions: permissionsFor(place, level, both),
        expected: permissionsFor(place, 'write', both),
        about: (0,targets_places/* inputOf */.wg)(place),
    };
}
/** What it takes to find out which repositories there are, or what a repository's number is. */
function needToList(owner, repository) {
    const metadata = { name: 'metadata', level: 'read', words: 'repository permission Metadata' };
    const about = repository === undefined ? 'repositories' : 'selected-repositories';
    return { owner, repository, permissions: [metadata], expected: [], about };
}

;// CONCATENATED MODULE: ./build/targets/app-targets.js

/**
 * Makes the tokens of a GitHub App: first those to find out with what patterns stand for, then, once that is known, one
 * for each owner of a place. What stands in the way of some places is told together with all that is found in others.
 */
function createAppAdmission({ app, declared, names, level }) {
    const variables = names.accessKeyVariable.length > 0;
    const need = (place) => needOf(place, level, variables);
    return {
        async lookUp() {
            const selected = declared.places.flatMap((place) => place.scope === 'organization' ? (place.access?.repositories ?? []) : []);
            const needs = [
                ...declared.patterns.map(({ owner }) => needToList(owner, undefined)),
                ...selected.map(({ owner, repo }) => needToList(owner, repo)),
            ];
            return needs.length === 0 ? [] : app.open(needs);
        },
        admit: (places) => app.open(places.map(need)),
        isAdmitted: (place) => app.covers(need(place)),
    };
}
/** Nobody gave a token: what is wrong with it is the App's. */
function aboutApp(targets) {
    const reworded = (problem) => problem.about !== 'github-token'
        ? problem
        : {
            ...problem,
            about: 'github-app-id',
            ...(problem.knownCause === 'github-token-not-accepted' && {
                knownCause: 'github-app-not-accepted',
            }),
        };
    return {
        now: () => targets.now(),
        async observe() {
            const { states, problems } = await targets.observe();
            return { states, problems: problems.map(reworded) };
        },
        prepare: async (ids) => (await targets.prepare(ids)).map(reworded),
        write: (id, credential, fallback, insist) => targets.write(id, credential, fallback, insist),
    };
}

// EXTERNAL MODULE: ./build/targets/patterns.js
var targets_patterns = __nccwpck_require__(4378);
;// CONCATENATED MODULE: ./build/targets/advice.js


/** Says of the places that get a key what is allowed, and perhaps not meant. */
function adviseOnPlaces(places, kinds) {
    const advice = places.flatMap((place) => (place.scope === 'organization' ? shadowed(place, places) : []));
    if (!kinds.includes('actions') && places.some(({ scope }) => scope === 'environment')) {
        advice.push(`Environments have Actions secrets only: they get the key as such, whatever kinds says (${kinds.join(', ')}).`);
    }
    return advice;
}
/** An organization's secret does not count where a repository, or an environment of it, has one of the same name. */
function shadowed(organization, places) {
    const narrower = places.filter((place) => place.scope !== 'organization' &&
        place.kind === organization.kind &&
        place.owner.toLowerCase() === organization.organization.toLowerCase() &&
        mayRead(organization, `${place.owner}/${place.repo}`));
    if (narrower.length === 0)
        return [];
    return [
        `The secrets of ${(0,targets_places/* placeLabel */.sk)(organization)} do not count where narrower ones of the same names are declared too: ` +
            `${(0,targets_patterns/* inShort */.wZ)(narrower.map(targets_places/* placeLabel */.sk))}. The key stands there twice, and what is read is the narrower one.`,
    ];
}
/** False only where it is certain. */
function mayRead({ access }, repository) {
    const selected = access?.visibility === 'selected' ? access.repositories : undefined;
    if (selected === undefined)
        return true;
    return selected.some(({ owner, repo }) => `${owner}/${repo}`.toLowerCase() === repository.toLowerCase());
}

// EXTERNAL MODULE: ./build/targets/pages.js
var pages = __nccwpck_require__(2497);
// EXTERNAL MODULE: ./build/targets/refusals.js + 1 modules
var refusals = __nccwpck_require__(3895);
;// CONCATENATED MODULE: ./build/targets/declared.js







/** Repositories that are asked for at once. */
const READS_SIDE_BY_SIDE = 50;
/** Finds out what the declared targets stand for, and changes nothing. */
async function resolveTargets(octokit, { places: named, patterns, kinds }) {
    const selected = named.flatMap((place) => place.scope === 'organization' ? (place.access?.repositories ?? []) : []);
    const [matched, found] = await Promise.all([
        (0,targets_patterns/* matchRepositories */.u5)(octokit, patterns),
        findIds(octokit, selected),
    ]);
    const places = (0,targets_places/* distinctPlaces */.jH)([
        ...named,
        ...matched.repositories.flatMap((repository) => kinds.map((kind) => ({ kind, scope: 'repository', ...repository }))),
    ]);
    return {
        places: places.map((place) => [place, resolveAccess(place, found.ids)]),
        problems: [...matched.problems, ...found.problems],
        advice: [...matched.notes, ...adviseOnPlaces(places, kinds)],
    };
}
function resolveAccess(place, ids) {
    const access = place.scope === 'organization' ? place.access : undefined;
    if (access === undefined)
        return undefined;
    const { visibility, repositories } = access;
    if (repositories === undefined)
        return { visibility };
    const repositoryIds = new Set(repositories.flatMap((one) => ids.get(fullName(one)) ?? []));
    return { visibility, repositoryIds };
}
/** GitHub's numbers of repositories, by their names in lower case. */
async function findIds(octokit, repositories) {
    const distinct = [...new Map(repositories.map((one) => [fullName(one), one])).values()];
    const found = await (0,side_by_side/* sideBySide */.Q)(READS_SIDE_BY_SIDE, distinct, async ({ owner, repo }) => {
        try {
            const { data } = await octokit.request('GET /repos/{owner}/{repo}', { owner, repo });
            return [fullName({ owner, repo }), (0,pages/* checkedItem */.t)(data).id];
        }
        catch (error) {
            return idProblem(`${owner}/${repo}`, error);
        }
    });
    return {
        ids: new Map(found.flatMap((one) => ('problem' in one ? [] : [one]))),
        problems: found.flatMap((one) => ('problem' in one ? [one] : [])),
    };
}
function idProblem(label, error) {
    const failure = (0,services_github/* githubFailure */.eQ)(error);
    if (failure.status !== 404)
        return (0,refusals/* failedRead */.Yr)('selected-repositories', label, failure);
    return {
        about: 'selected-repositories',
        problem: `the token cannot see the repository ${label}, or there is none of this name`,
        remedy: 'Correct the name, or give the token access to the repository',
        knownCause: 'github-target-not-found',
    };
}
function fullName({ owner, repo }) {
    return `${owner}/${repo}`.toLowerCase();
}

;// CONCATENATED MODULE: ./build/targets/access.js

/** What a new secret gets where nothing is said: not `all`, which shows it to public repositories as well. */
const USUAL_ACCESS = { visibility: 'private' };
/**
 * Reads who has access to a secret or variable.
 * @param route where the organization's secrets or variables stand
 * @param part how the API calls a name in an address: `secret_name` or `name`
 */
async function readAccess(octokit, { route, parts }, part, { name, visibility }) {
    if (visibility === undefined)
        throw new Error(`GitHub does not say who has access to ${name}`);
    if (visibility !== 'selected')
        return { visibility };
    const { items, first } = await (0,pages/* listAll */._)(octokit, { route: `${route}/{${part}}/repositories`, parts: { ...parts, [part]: name } }, ({ repositories }) => repositories);
    const repositoryIds = new Set(items.map(({ id }) => id));
    return { visibility, repositoryIds, complete: repositoryIds.size >= first.total_count };
}
function sameAccess(one, other) {
    if (one.visibility !== 'selected' || other.visibility !== 'selected')
        return one.visibility === other.visibility;
    return (one.repositoryIds.size === other.repositoryIds.size &&
        [...one.repositoryIds].every((id) => other.repositoryIds.has(id)));
}
/**
 * The fields that say it to GitHub. The list always goes with `selected`: GitHub takes none for an empty one. For
 * Dependabot it is a list of texts in older descriptions, and of either in the newest.
 */
function accessFields(access, kind) {
    if (access.visibility !== 'selected')
        return { visibility: access.visibility };
    const ids = [...access.repositoryIds];
    return {
        visibility: access.visibility,
        selected_repository_ids: kind === 'dependabot' ? ids.map(String) : ids,
    };
}

;// CONCATENATED MODULE: ./build/targets/not-sent.js
/** Something stood in the way of a write before it was sent: what was to be written is as it was. */
class NotSent extends Error {
    name = 'NotSent';
}

;// CONCATENATED MODULE: ./build/targets/access-keeper.js





/** @param siblings those whose access something new gets where nothing of its own kind stands yet */
function createAccessKeeper(octokit, place, thing, declared, siblings) {
    const route = (0,targets_places/* routeTo */.Bv)(place, thing);
    const part = thing === 'secrets' ? 'secret_name' : 'name';
    const known = new Map();
    const wanted = complete(declared);
    function shared() {
        const [first, ...others] = known.values();
        if (first === undefined)
            return siblings?.shared();
        return others.every((other) => sameAccess(first, other)) ? first : undefined;
    }
    // A pair is of use to nobody who can read only a half of it: a new half goes where the other one is.
    const newAccess = () => wanted ?? shared() ?? USUAL_ACCESS;
    /** What stands at this very moment, as somebody may have changed it since it was looked at; undefined where it is gone. */
    async function readNow(name) {
        try {
            const answer = await octokit.request(`GET ${route.route}/{${part}}`, { ...route.parts, [part]: name });
            return await readAccess(octokit, route, part, (0,pages/* checkedItem */.t)(answer.data));
        }
        catch (error) {
            if ((0,services_github/* githubFailure */.eQ)(error).status === 404)
                return undefined;
            throw error;
        }
    }
    function problemWith(name) {
        const own = known.get(name);
        const access = own ?? shared();
        const label = (0,targets_places/* placeLabel */.sk)(place);
        // A variable that stands keeps its repositories without being told.
        const sendsAccess = thing === 'secrets' || own === undefined;
        if (sendsAccess && access?.visibility === 'selected' && !access.complete) {
            return {
                about: 'selected-repositories',
                problem: `the token sees only ${access.repositoryIds.size} of the repositories that ${name} of ${label} is to be selected for, and writing it would keep it from the others`,
                remedy: 'Give the token access to all of them, or name all of them here',
            };
        }
        if (declared?.visibility === 'selected' && access?.visibility !== 'selected') {
            return {
                about: 'selected-repositories',
                problem: `${name} of ${label} is not selected for any repository yet, and none is named`,
                remedy: 'Name the repositories that read it, for example shop, api',
            };
        }
        if (access === undefined && known.size > 0) {
            return {
                about: 'visibility',
                problem: `${[...known.keys()].join(', ')} of ${label} are not for the same repositories, so that nobody knows whom the new ${name} is for`,
                remedy: 'Set visibility (with selected-repositories, if it is selected)',
            };
        }
        return undefined;
    }
    return {
        async learn(listed) {
            known.clear();
            await Promise.all(listed.map(async (one) => {
                known.set(one.name.toUpperCase(), await readAccess(octokit, route, part, one));
            }));
        },
        differs(name) {
            const access = known.get(name);
            return wanted !== undefined && access !== undefined && !sameAccess(access, wanted);
        },
        shared,
        problems: (names) => (wanted === undefined ? names.flatMap((name) => problemWith(name) ?? []) : []),
        async forReplacing(name) {
            if (wanted !== undefined)
                return accessFields(wanted, place.kind);
            const now = (await readNow(name)) ?? known.get(name) ?? newAccess();
            if (declared !== undefined && now.visibility !== declared.visibility)
                throw new NotSent(`${name} is for ${now.visibility} repositories now, and none are selected here`);
            if (now.visibility === 'selected' && !now.complete)
                throw new NotSent(`the token no longer sees all the repositories that ${name} is selected for`);
            return accessFields(now, place.kind);
        },
        forChanging: () => (wanted === undefined ? {} : accessFields(wanted, place.kind)),
        forNew: () => accessFields(newAccess(), place.kind),
    };
}
function complete(declared) {
    if (declared === undefined)
        return undefined;
    const { visibility, repositoryIds } = declared;
    if (visibility !== 'selected')
        return { visibility };
    return repositoryIds === undefined ? undefined : { visibility, repositoryIds, complete: true };
}

;// CONCATENATED MODULE: ./build/targets/names.js
/** What a secret of this name gets. */
function valueFor(names, name, credential, bundle) {
    if (names.accessKey.includes(name))
        return credential.accessKey;
    return names.secretKey.includes(name) ? credential.secret : bundle(credential);
}

// EXTERNAL MODULE: ./build/targets/seal.js
var seal = __nccwpck_require__(428);
;// CONCATENATED MODULE: ./build/targets/secrets.js




/** The secrets of a place: sealed to its public key, never to be read back. */
function createSecrets({ octokit, place, names, access }) {
    const { route, parts } = (0,targets_places/* routeTo */.Bv)(place, 'secrets');
    let publicKey;
    let room = { total: 0, missing: [] };
    async function fetchPublicKey() {
        const answer = await octokit.request(`GET ${route}/public-key`, { ...parts });
        publicKey = (0,seal/* publicKeyIn */.QB)(answer.data);
        return publicKey;
    }
    async function put(name, value, key) {
        const { headers } = await octokit.request(`PUT ${route}/{secret_name}`, {
            ...parts,
            ...(await access?.forReplacing(name)),
            secret_name: name,
            encrypted_value: await (0,seal/* seal */.od)(value, key),
            key_id: key.id,
        });
        return headers.date;
    }
    return {
        async observe() {
            const { items } = await (0,pages/* listAll */._)(octokit, { route, parts }, ({ secrets }) => secrets);
            const found = new Map(items.map((secret) => [secret.name.toUpperCase(), secret]));
            await access?.learn(names.flatMap((name) => found.get(name) ?? []));
            room = { total: items.length, missing: names.filter((name) => !found.has(name)) };
            return names.map((name) => {
                const updated = found.get(name)?.updated_at;
                return {
                    name,
                    updatedAt: updated === undefined ? undefined : new Date(updated),
                    ...(access?.differs(name) === true && { accessDiffers: true }),
                };
            });
        },
        async prepare() {
            await fetchPublicKey();
            return [...roomProblems(place, 'secrets', room), ...(access?.problems(names) ?? [])];
        },
        async write(name, value) {
            try {
                return await put(name, value, publicKey ?? (await fetchPublicKey()));
            }
            catch (error) {
                if ((0,services_github/* githubFailure */.eQ)(error).status !== 422)
                    throw error;
                // Most likely the place has a new public key since: one fresh look, one more try.
                return put(name, value, await fetchPublicKey());
            }
        },
    };
}
function roomProblems(place, thing, { total, missing }) {
    const most = (0,targets_places/* roomIn */.Lp)(place, thing);
    if (total + missing.length <= most)
        return [];
    return [
        {
            about: (0,targets_places/* inputOf */.wg)(place),
            problem: `${(0,targets_places/* placeLabel */.sk)(place)} has ${total} ${thing} of at most ${most}, and ${missing.length} more are to be made`,
            remedy: `Delete ${thing} that nobody uses`,
            knownCause: 'github-no-room-for-another-secret',
        },
    ];
}

;// CONCATENATED MODULE: ./build/targets/variables.js





/** How often a variable is made or changed in turn, where others make and delete it at the same time or answers are lost. */
const TRIES = 4;
/**
 * The Actions variables of a place. Nothing is sealed, and what they hold can be read back. Making one is not the
 * same request as changing one, so what stands decides which is sent, and the other is tried where that has changed.
 */
function createVariables({ octokit, place, names, access }) {
    const { route, parts } = (0,targets_places/* routeTo */.Bv)(place, 'variables');
    const standing = new Set();
    async function read(name) {
        try {
            const answer = await octokit.request(`GET ${route}/{name}`, { ...parts, name });
            return (0,pages/* checkedItem */.t)(answer.data);
        }
        catch (error) {
            if ((0,services_github/* githubFailure */.eQ)(error).status === 404)
                return undefined;
            throw error;
        }
    }
    async function count() {
        const answer = await octokit.request(`GET ${route}`, { ...parts, per_page: 1 });
        return answer.data.total_count;
    }
    async function change(name, value) {
        try {
            const fields = { ...parts, name, ...access?.forChanging(), value };
            const { headers } = await octokit.request(`PATCH ${route}/{name}`, fields);
            return { done: true, date: headers.date };
        }
        catch (error) {
            if ((0,services_github/* githubFailure */.eQ)(error).status === 404)
                return { done: false };
            throw error;
        }
    }
    async function make(name, value) {
        try {
            const fields = { ...parts, name, ...access?.forNew(), value };
            const { headers } = await octokit.request(`POST ${route}`, fields);
            return { done: true, date: headers.date };
        }
        catch (error) {
            // Where nobody knows whether it was made, changing it tells, and is right in either case.
            if ((0,services_github/* causedBy */.$z)(error, ports/* NoAnswer */.W_) || (0,services_github/* githubFailure */.eQ)(error).status === 409)
                return { done: false };
            throw error;
        }
    }
    return {
        async observe() {
            const found = (await Promise.all(names.map(read))).flatMap((one) => one ?? []);
            const byName = new Map(found.map((one) => [one.name.toUpperCase(), one]));
            standing.clear();
            for (const name of byName.keys())
                standing.add(name);
            await access?.learn(found);
            return names.map((name) => {
                const variable = byName.get(name);
                return {
                    name: variableName(name),
                    updatedAt: variable && new Date(variable.updated_at),
                    value: variable?.value ?? '',
                    ...(access?.differs(name) === true && { accessDiffers: true }),
                };
            });
        },
        async prepare() {
            const missing = names.filter((name) => !standing.has(name));
            const room = { total: missing.length === 0 ? 0 : await count(), missing };
            return [...roomProblems(place, 'variables', room), ...(access?.problems(names) ?? [])];
        },
        async write(name, value) {
            let exists = standing.has(name);
            for (let attempt = 1; attempt <= TRIES; attempt += 1) {
                const sent = exists ? await change(name, value) : await make(name, value);
                if (sent.done) {
                    standing.add(name);
                    return sent.date;
                }
                exists = !exists;
            }
            throw new ports/* NoAnswer */.W_(`the variable ${name} was made and deleted again and again by somebody else`);
        },
    };
}
/** The name of a variable among those of a target's secrets, which may be the same. */
function variableName(name) {
    return `variable ${name}`;
}

;// CONCATENATED MODULE: ./build/targets/place-target.js









/** @param access who is to have access, where the place is an organization */
function createPlaceTarget(options, place, access) {
    const { octokit, clock, names, token } = options;
    const secretNames = [...names.accessKey, ...names.secretKey, ...names.bundle];
    const variableNames = (0,targets_places/* hasVariables */.cF)(place) ? names.accessKeyVariable : [];
    const keeper = (thing, siblings) => place.scope === 'organization' ? createAccessKeeper(octokit, place, thing, access, siblings) : undefined;
    const ofSecrets = keeper('secrets');
    const ofVariables = keeper('variables', ofSecrets);
    const secrets = createSecrets({ octokit, place, names: secretNames, access: ofSecrets });
    const variables = createVariables({ octokit, place, names: variableNames, access: ofVariables });
    const parts = variableNames.length === 0
        ? [['secrets', secrets]]
        : [
            ['secrets', secrets],
            ['variables', variables],
        ];
    const entries = [
        ...secretNames.map((name) => ({
            thing: 'secrets',
            name,
            write: (credential) => secrets.write(name, valueFor(names, name, credential, options.bundle)),
        })),
        ...variableNames.map((name) => ({
            thing: 'variables',
            name: variableName(name),
            write: ({ accessKey }) => variables.write(name, accessKey),
        })),
    ];
    /** Asks both kinds of entries something side by side; what cannot be read is a problem. */
    async function ask(question) {
        const answers = [];
        const problems = [];
        const results = await Promise.all(parts.map(async ([thing, part]) => {
            try {
                return { answers: await question(part) };
            }
            catch (error) {
                return { problem: await (0,refusals/* readProblem */.K)(octokit, token, place, thing, (0,services_github/* githubFailure */.eQ)(error)) };
            }
        }));
        for (const result of results) {
            if ('problem' in result)
                problems.push(result.problem);
            else
                answers.push(...result.answers);
        }
        return { answers, problems };
    }
    async function writeEntry(entry, credential) {
        const from = clock.now();
        try {
            const to = new Date((await entry.write(credential)) ?? Number.NaN);
            const span = Number.isNaN(to.getTime())
                ? { from, to: clock.now() }
                : { from: from < to ? from : to, to };
            return { entry, span };
        }
        catch (error) {
            if (error instanceof NotSent)
                return { entry, failure: { status: 403, message: error.message }, sent: false };
            if ((0,services_github/* causedBy */.$z)(error, ports/* NoAnswer */.W_) && error instanceof Error)
                return { entry, failure: { status: undefined, message: error.message }, sent: true };
            return { entry, failure: (0,services_github/* githubFailure */.eQ)(error), sent: true };
        }
    }
    /** Puts the old key back under names that got the new one, so that no mixed pair stays. */
    async function restore(written, old) {
        const results = await Promise.all(written.map((entry) => writeEntry(entry, old)));
        return results.every((result) => 'span' in result);
    }
    function whatToDo({ entry, failure, sent }) {
        if (!sent)
            return { remedy: 'The next run tries again' };
        if (failure.status === 403)
            return (0,refusals/* forbidden */.o0)(token, place, entry.thing, failure.message);
        const { remedy, knownCause } = (0,services_github/* otherwise */.fl)(failure);
        return {
            remedy: failure.redirected === true ? remedy : 'The next run tries again',
            ...(knownCause && { knownCause }),
        };
    }
    // Only an environment can have rules for who reaches it.
    const itself = { id: (0,targets_places/* placeId */.VM)(place), label: (0,targets_places/* placeLabel */.sk)(place), open: place.scope !== 'environment' };
    return {
        ...itself,
        names: entries.map(({ name }) => name),
        async observe() {
            const { answers, problems } = await ask((part) => part.observe());
            return problems.length > 0 ? problems : { ...itself, secrets: answers };
        },
        async prepare() {
            const { answers, problems } = await ask((part) => part.prepare());
            return [...answers, ...problems];
        },
        async write(credential, fallback) {
            const results = await Promise.all(entries.map((entry) => writeEntry(entry, credential)));
            const written = results.flatMap((result) => ('span' in result ? [result] : []));
            const failures = results.flatMap((result) => ('failure' in result ? [result] : []));
            const [first] = failures;
            if (first === undefined)
                return new Map(written.map(({ entry, span }) => [entry.name, span]));
            const { message } = first.failure;
            const { remedy, knownCause } = whatToDo(first);
            const failed = failures.map(({ entry }) => entry.name).join(', ');
            const what = `${failed} of ${(0,targets_places/* placeLabel */.sk)(place)} could not be written: ${message}`;
            const unknown = failures.some(({ failure }) => hadPerhapsEffect(failure));
            if (written.length === 0)
                throw new ports/* TargetError */.I0(what, unknown ? 'unknown' : 'untouched', remedy, { knownCause });
            const old = await fallback?.();
            const restored = old !== undefined &&
                (await restore(written.map(({ entry }) => entry), old));
            throw new ports/* TargetError */.I0(what, restored && !unknown ? 'restored' : 'mixed', remedy, { knownCause });
        },
    };
}
/** Whether nobody knows if a write that failed took effect. */
function hadPerhapsEffect({ status, redirected }) {
    return redirected !== true && (status === undefined || status >= 500);
}

;// CONCATENATED MODULE: ./build/targets/github-secrets.js




/** What is known of a target that cannot be read: nothing, so that it counts as one that does not hold the key. */
function unknownState({ id, label, open, names }) {
    return { id, label, open, secrets: names.map((name) => ({ name, updatedAt: undefined })) };
}
/** Places that are asked at once, at most; when a request goes is the limiter's business. */
const PLACES_AT_ONCE = 100;
/**
 * The secrets and variables of GitHub repositories, environments and organizations as targets. Nothing is ever
 * deleted, and only declared names are written.
 */
function createGithubSecrets(options) {
    const targets = new Map();
    /** Why a target cannot be reached, by its id. */
    const unreachable = new Map();
    let resolved;
    /** What the declared targets stand for is asked once: a run has the same targets from its start to its end. */
    function resolve() {
        resolved ??= resolveAnew();
        return resolved;
    }
    async function resolveAnew() {
        const { octokit, declared, admission } = options;
        const inTheWay = (await admission?.lookUp()) ?? [];
        // Nobody could look anything up with what is missing.
        if (inTheWay.length > 0)
            return inTheWay;
        const found = await resolveTargets(octokit, declared);
        for (const text of found.advice)
            options.advise(text);
        const places = found.places.map(([place]) => place);
        const refused = (await admission?.admit(places)) ?? [];
        for (const [place, access] of found.places) {
            const target = createPlaceTarget(options, place, access);
            const [first] = refused;
            const isOut = first !== undefined && admission?.isAdmitted(place) === false;
            if (isOut && options.onUnreachable === 'continue')
                leaveOut(target, first);
            if (!isOut || options.onUnreachable === 'continue')
                targets.set(target.id, target);
        }
        return options.onUnreachable === 'continue' ? found.problems : [...found.problems, ...refused];
    }
    function targetOf(id) {
        const target = targets.get(id);
        if (target === undefined)
            throw new Error('a target is to be written that was never declared; this is a bug');
        return target;
    }
    /** Goes on without a target. */
    function leaveOut({ id, label }, problem) {
        unreachable.set(id, problem);
        options.advise(`${label} cannot be reached: ${problem.problem}. ${problem.remedy}. The others get the key, and the old one ` +
            'lives until this one has it, too.');
    }
    return {
        now: options.now,
        async observe() {
            const problems = await resolve();
            const all = [...targets.values()].filter(({ id }) => !unreachable.has(id));
            const out = [...targets.values()].filter(({ id }) => unreachable.has(id));
            const found = await (0,side_by_side/* sideBySide */.Q)(PLACES_AT_ONCE, all, async (target) => [target, await target.observe()]);
            const states = found.flatMap(([, one]) => ('id' in one ? [one] : []));
            const failed = found.flatMap(([target, one]) => ('id' in one ? [] : [[target, one]]));
            // Where none can be reached, it is the token or the network, and no target's fault.
            if (options.onUnreachable === 'fail' || states.length === 0) {
                const left = out.flatMap(({ id }) => unreachable.get(id) ?? []);
                return { states, problems: [...problems, ...left, ...failed.flatMap(([, one]) => one)] };
            }
            for (const [target, [first]] of failed)
                if (first !== undefined)
                    leaveOut(target, first);
            const unknown = [...out, ...failed.map(([target]) => target)].map(unknownState);
            return { states: [...states, ...unknown], problems };
        },
        async prepare(ids) {
            const reachable = ids.filter((id) => !unreachable.has(id)).map(targetOf);
            const found = await (0,side_by_side/* sideBySide */.Q)(PLACES_AT_ONCE, reachable, async (target) => [target, await target.prepare()]);
            if (options.onUnreachable === 'fail')
                return found.flatMap(([, problems]) => problems);
            for (const [target, [first]] of found)
                if (first !== undefined)
                    leaveOut(target, first);
            return [];
        },
        async write(id, credential, fallback) {
            const problem = unreachable.get(id);
            if (problem === undefined)
                return targetOf(id).write(credential, fallback);
            throw new ports/* TargetError */.I0(`it cannot be reached: ${problem.problem}`, 'untouched', problem.remedy, {
                knownCause: problem.knownCause,
            });
        },
    };
}

;// CONCATENATED MODULE: ./build/targets/paced.js

/**
 * Targets whose names are written together: where GitHub's limits make a run wait, it waits between two targets, never
 * between the two halves of one pair, which jobs that start meanwhile would read as a mixed one.
 */
function createPacedTargets(targets, limiter) {
    const names = new Map();
    return {
        now: () => targets.now(),
        async observe() {
            const observed = await targets.observe();
            for (const { id, secrets } of observed.states)
                names.set(id, secrets.length);
            return observed;
        },
        async prepare(ids) {
            // Loaded while the targets answer, so that no write waits for it.
            const [problems] = await Promise.all([targets.prepare(ids), ids.length > 0 ? (0,seal/* loadSealing */.qs)() : undefined]);
            return problems;
        },
        write: (id, credential, fallback, insist = false) => 
        // What is reserved is refused when the run is asked to end; what is sent straight away is not.
        insist
            ? targets.write(id, credential, fallback)
            : limiter.together(names.get(id) ?? 1, () => targets.write(id, credential, fallback)),
    };
}

;// CONCATENATED MODULE: ./build/commands/github.js










/** What is left of a run's time for what follows a wait for GitHub's limits, in milliseconds. */
const AFTER_WAITING_MS = 60_000;
/**
 * Signs in to GitHub as the inputs say, with a token or as a GitHub App.
 * @param tell called where GitHub's limits make the job wait
 */
function openGithub(github, { fetch, mask, debug, sleep, stopping }, tell) {
    // What GitHub dates goes by GitHub's time.
    const clock = (0,service_clock/* createServiceClock */.o)(sleep);
    const limiter = createRateLimiter({
        now: () => performance.now(),
        sleep,
        stopping,
        timeLeft: () => policy/* RUN_DEADLINE_MS */.Y - AFTER_WAITING_MS,
        share: github.budget,
        tell,
    });
    if ('token' in github)
        return { github, clock, limiter, app: undefined, close: () => Promise.resolve([]) };
    // Tokens are made for a run that is over its time as well, if only to say so, and are ended in any case.
    const connection = (0,services_connection/* createConnection */.tq)({
        service: 'GitHub',
        baseUrl: github.apiUrl,
        clock,
        fetch,
        allowChange: () => undefined,
        debug,
        retryForbidden: false,
        limiter,
    });
    const app = createGithubApp({
        identity: github.app,
        apiUrl: github.apiUrl,
        connection,
        tokenConnection: connection,
        clock,
        mask,
    });
    return { github, clock, limiter, app, close: () => app.close() };
}
/**
 * The targets of one key.
 * @param deadline asked before each request that changes one of them
 * @param bundle what one version of the secret holds
 */
function targetsFor({ github, clock, limiter, app }, { targets: { names, onUnreachable, ...declared }, dryRun }, { fetch, debug }, deadline, bundle, tell) {
    const own = limiter.within(() => deadline.leftMs() - AFTER_WAITING_MS);
    const connection = (0,services_connection/* createConnection */.tq)({
        service: 'GitHub',
        baseUrl: github.apiUrl,
        clock,
        fetch,
        allowChange: deadline,
        debug,
        retryForbidden: false,
        limiter: own,
    });
    const common = {
        clock,
        now: clock.told,
        declared,
        names,
        bundle,
        onUnreachable,
        advise: (text) => {
            tell({ kind: 'advice', text });
        },
    };
    if (app === undefined) {
        const token = 'token' in github ? github.token : refusals/* APP_TOKEN */.YK;
        const octokit = (0,services_github/* createGithub */.uh)(connection, github.apiUrl, token);
        return createPacedTargets(createGithubSecrets({ ...common, octokit, token }), own);
    }
    const admission = createAppAdmission({ app, declared, names, level: dryRun ? 'read' : 'write' });
    const octokit = app.client(connection);
    return createPacedTargets(aboutApp(createGithubSecrets({ ...common, octokit, token: refusals/* APP_TOKEN */.YK, admission })), own);
}


/***/ }),

/***/ 2471:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  s: () => (/* binding */ runRetrieve)
});

;// CONCATENATED MODULE: ./build/rotation/retrieve.js
/**
 * Finds the current key. The newest enabled version is the current one but for the moments in which a rotation is
 * under way: then the newest is pending and perhaps not known everywhere yet. Where the records can be seen, the
 * newest version that says `current` is taken; where they cannot, or nothing says so, the newest enabled one. A key that
 * ended the one before it in the moment of its making is taken at once: that other one works no more.
 */
async function retrieve(store) {
    const newest = await store.newest();
    const records = await store.records(newest.secretId);
    const current = records?.find(({ enabled, record }) => enabled && record !== undefined && isToBeUsed(record));
    if (current === undefined || current.revision === newest.revision) {
        return { ...newest, record: records?.find(({ revision }) => revision === newest.revision)?.record };
    }
    return { ...(await store.version(newest.secretId, current.revision)), record: current.record };
}
function isToBeUsed({ stage, rolledOver }) {
    return stage === 'current' || (stage === 'pending' && rolledOver === true);
}

// EXTERNAL MODULE: ./build/services/service-clock.js
var service_clock = __nccwpck_require__(4777);
// EXTERNAL MODULE: ./build/store/payload.js
var payload = __nccwpck_require__(9496);
// EXTERNAL MODULE: ./build/store/secret-manager.js + 5 modules
var secret_manager = __nccwpck_require__(8568);
// EXTERNAL MODULE: ./build/commands/scaleway.js
var commands_scaleway = __nccwpck_require__(3782);
;// CONCATENATED MODULE: ./build/commands/retrieve.js





/** `retrieve`: reads the current key. It is masked before it is returned. */
async function runRetrieve({ scaleway, store, issuer }, surroundings) {
    const { mask, sleep } = surroundings;
    const clock = (0,service_clock/* createServiceClock */.o)(sleep);
    const session = (0,commands_scaleway/* connectScaleway */.o)(scaleway, surroundings, clock, () => {
        throw new Error('retrieve changes nothing; this is a bug');
    });
    const { projectId } = scaleway;
    return retrieve((0,secret_manager/* createSecretManager */.G)({
        session,
        projectId,
        name: store.name,
        path: store.path,
        payload: (0,payload/* payloadOf */.Md)(issuer),
        mask,
        sleep,
    }));
}


/***/ }),

/***/ 8615:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  U: () => (/* binding */ policyOf),
  n: () => (/* binding */ runRotate)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./build/inputs/duration.js
var inputs_duration = __nccwpck_require__(7198);
// EXTERNAL MODULE: ./node_modules/@scaleway/sdk-client/dist/index.js + 44 modules
var dist = __nccwpck_require__(7956);
// EXTERNAL MODULE: external "node:process"
var external_node_process_ = __nccwpck_require__(7721);
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
  name: request.name || (0,external_node_process_["default"])("app"),
  organization_id: request.organizationId ?? defaults.defaultOrganizationId,
  tags: request.tags
});
const marshalCreateGroupRequest = (request, defaults) => ({
  description: request.description,
  name: request.name || (0,external_node_process_["default"])("grp"),
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
  name: request.name || (0,external_node_process_["default"])("pol"),
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
  name: request.name || (0,external_node_process_["default"])("key"),
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



// EXTERNAL MODULE: ./build/rotation/ports.js
var ports = __nccwpck_require__(5271);
// EXTERNAL MODULE: ./build/services/scaleway.js
var scaleway = __nccwpck_require__(928);
;// CONCATENATED MODULE: ./build/issuers/scaleway.js



const ACCESS_KEY = /^SCW[A-Z0-9]{17}$/;
const KEY_QUOTA = 'iam_api_keys';
/** Scaleway IAM as an issuer: the API keys of one application or user. */
function createScalewayIssuer(options) {
    const { session, applicationId, mask } = options;
    const api = () => new API(session.client());
    // Both are asked for once, by whoever needs them first.
    const self = once(() => (0,scaleway/* explained */.to)('read its own API key', 'scw-access-key', () => api().getAPIKey({ accessKey: session.signedInAs() })));
    const bearer = once(async () => {
        if (applicationId !== undefined)
            return { applicationId };
        const own = await self();
        if (own.applicationId !== undefined)
            return { applicationId: own.applicationId };
        if (own.userId !== undefined)
            return { userId: own.userId };
        throw new Error('Scaleway named no bearer for the key that signs in');
    });
    const application = once(async () => {
        const who = await bearer();
        if (!('applicationId' in who))
            return undefined;
        return (0,scaleway/* explained */.to)(`find the application ${who.applicationId}`, 'application-id', () => api().getApplication(who));
    });
    const organization = async () => options.organizationId ?? (await application())?.organizationId;
    return {
        kind: 'listing',
        async keys() {
            // Signing in is checked even where the bearer is named, so that a bad key is told as such.
            const [list] = await Promise.all([
                (0,scaleway/* explained */.to)("list the bearer's API keys", applicationId === undefined ? 'scw-access-key' : 'application-id', async () => {
                    const bearerId = idOf(await bearer());
                    return (0,scaleway/* wholeList */.GM)(api().listAPIKeys({ bearerId, pageSize: 100 }));
                }),
                self(),
                applicationId === undefined ? undefined : application(),
            ]);
            return list.map(issuedKey);
        },
        async key(accessKey) {
            if (!ACCESS_KEY.test(accessKey))
                return undefined; // nothing that could be a key
            return (0,scaleway/* explained */.to)(`read the API key ${accessKey}`, 'scw-access-key', async () => {
                try {
                    return issuedKey(await api().getAPIKey({ accessKey }));
                }
                catch (error) {
                    if ((0,scaleway/* statusOf */.c2)(error) === 404)
                        return undefined;
                    throw error;
                }
            });
        },
        async create({ description, expiresAt, defaultProjectId }) {
            const who = await bearer();
            const made = await (0,scaleway/* explained */.to)('make an API key for this bearer', 'scw-access-key', async () => {
                const key = await api().createAPIKey({
                    ...who,
                    description,
                    ...(expiresAt === undefined ? {} : { expiresAt }),
                    ...(defaultProjectId === undefined ? {} : { defaultProjectId }),
                });
                mask(key.secretKey ?? '');
                return key;
            });
            const key = issuedKey(made);
            if (made.secretKey === undefined) {
                throw new Error(`Scaleway made the key ${key.accessKey} and did not show its secret; delete it by hand`);
            }
            return { key, credential: { accessKey: key.accessKey, secret: made.secretKey } };
        },
        async describe(accessKey, description) {
            checkAccessKey(accessKey);
            await (0,scaleway/* explained */.to)(`change the description of the API key ${accessKey}`, 'scw-access-key', () => api().updateAPIKey({ accessKey, description }));
        },
        async delete(accessKey) {
            checkAccessKey(accessKey);
            await (0,scaleway/* explained */.to)(`delete the API key ${accessKey}`, 'scw-access-key', async () => {
                try {
                    await api().deleteAPIKey({ accessKey });
                }
                catch (error) {
                    if ((0,scaleway/* statusOf */.c2)(error) !== 404)
                        throw error; // gone already: perhaps by the first of two tries
                }
            });
        },
        async probe(credential) {
            const asked = new API(session.as(credential));
            try {
                await asked.getAPIKey({ accessKey: credential.accessKey });
                return 'accepted';
            }
            catch (error) {
                const status = (0,scaleway/* statusOf */.c2)(error);
                if (status === 401)
                    return 'denied';
                // 404: signed in and allowed to ask, and the key is not everywhere yet.
                if (status === 403)
                    return 'forbidden';
                if (status === 404)
                    return 'denied';
                throw error;
            }
        },
        async limits() {
            const [maxLifetimeMs, keysLeft] = await Promise.all([
                learned(async () => {
                    const organizationId = await known(organization());
                    const settings = await api().getOrganizationSecuritySettings({ organizationId });
                    const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(settings.maxApiKeyExpirationDuration ?? '')?.[1] ?? 0);
                    return seconds === 0 ? undefined : seconds * 1000;
                }),
                learned(async () => {
                    const organizationId = await known(organization());
                    const [quota, keys] = await Promise.all([
                        api().getQuotum({ quotumName: KEY_QUOTA, organizationId }),
                        api().listAPIKeys({ organizationId, pageSize: 1 }),
                    ]);
                    const limit = quota.limits.find(({ global }) => global)?.limit;
                    return limit === undefined ? undefined : limit - keys.totalCount;
                }),
            ]);
            return { maxLifetimeMs, keysLeft };
        },
        signedInAs: session.signedInAs,
        signIn: session.signIn,
    };
}
/** Access keys become parts of addresses, so they are checked. */
function checkAccessKey(accessKey) {
    if (!ACCESS_KEY.test(accessKey))
        throw new Error('an API key was named with something that is no access key');
}
function idOf(bearer) {
    return 'applicationId' in bearer ? bearer.applicationId : bearer.userId;
}
function issuedKey(key) {
    checkAccessKey(key.accessKey);
    if (key.createdAt === undefined)
        throw new Error(`Scaleway did not say when the key ${key.accessKey} was made`);
    return {
        accessKey: key.accessKey,
        description: key.description,
        createdAt: key.createdAt,
        expiresAt: key.expiresAt,
        defaultProjectId: key.defaultProjectId === '' ? undefined : key.defaultProjectId,
    };
}
/** What a limit is, or why it could not be learned: a missing permission here is no reason not to rotate. */
async function learned(ask) {
    try {
        return { known: true, value: await ask() };
    }
    catch (error) {
        if (error instanceof ports/* RunProblems */.ww)
            return { known: false, why: error.problems.map(({ problem }) => problem).join('; ') };
        return { known: false, why: error instanceof Error ? error.message : 'unknown' };
    }
}
async function known(organizationId) {
    const id = await organizationId;
    if (id === undefined)
        throw new Error('scw-organization-id is not given');
    return id;
}
/** Runs something at most once, whoever asks for it; a failure is remembered like an answer. */
function once(work) {
    let result;
    return () => (result ??= work());
}

// EXTERNAL MODULE: ./build/rotation/observation.js
var rotation_observation = __nccwpck_require__(813);
;// CONCATENATED MODULE: ./build/rotation/credentials.js

function createCredentials(store) {
    // Only what this run made or read from the store. What it signs in with may be a mixed pair (only the secret counts
    // there), and must never be taken for the pair that its access key names.
    const held = new Map();
    return {
        async of(known, { revision, record }) {
            const { accessKey } = record;
            const own = held.get(accessKey);
            if (own !== undefined)
                return own;
            const read = await store.read(secretIdOf(known), revision);
            if (read?.accessKey !== accessKey) {
                throw new Error(`version ${revision} of the secret does not hold the key ${accessKey} that its record names; somebody changed it by hand`);
            }
            held.set(accessKey, read);
            return read;
        },
        hold(credential) {
            held.set(credential.accessKey, credential);
        },
    };
}
/** The id of the secret, of a run that has come so far that there is one. */
function secretIdOf({ observation }) {
    if (observation.secretId === undefined)
        throw new Error('there is no secret yet; this is a bug');
    return observation.secretId;
}
/** A generation that is known to be there. */
function generationOf(known, revision) {
    const found = (0,rotation_observation/* generations */.YZ)(known.observation).find((generation) => generation.revision === revision);
    if (found === undefined)
        throw new Error(`version ${revision} is not known; this is a bug`);
    return found;
}

// EXTERNAL MODULE: ./build/rotation/effects.js
var effects = __nccwpck_require__(409);
// EXTERNAL MODULE: ./build/rotation/doubt.js
var doubt = __nccwpck_require__(6837);
;// CONCATENATED MODULE: ./build/rotation/mark.js
/** The longest description that Scaleway IAM takes, in characters. */
const MAX_DESCRIPTION = 200;
const SHAPE = /^\[key-rotation (made|stored) ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}) ([0-9a-z]{1,16})\] ?(.*)$/s;
/**
 * Splits a key's description.
 * @returns the mark, undefined where there is none, and the user's own text without it
 */
function readDescription(description) {
    const found = SHAPE.exec(description);
    if (found === null)
        return { mark: undefined, text: description };
    const [, phase, secretId, attempt, text] = found;
    return { mark: { phase, secretId, attempt }, text };
}
/**
 * Writes a key's description: the mark, then the user's text, shortened so that the whole fits 200 characters.
 * The full text is kept in the version's record.
 */
function writeDescription(mark, text) {
    const head = `[key-rotation ${mark.phase} ${mark.secretId} ${mark.attempt}]`;
    if (text === '')
        return head;
    return shorten(`${head} ${text}`);
}
/** Cuts a text to what fits into a key's description, without splitting a character. */
function shorten(text) {
    const characters = Array.from(text);
    if (characters.length <= MAX_DESCRIPTION && text.length <= MAX_DESCRIPTION)
        return text;
    let cut = '';
    for (const character of characters) {
        if (cut.length + character.length > MAX_DESCRIPTION - 1)
            break;
        cut += character;
    }
    return `${cut}…`;
}

// EXTERNAL MODULE: ./build/rotation/keys-on-record.js
var keys_on_record = __nccwpck_require__(4183);
// EXTERNAL MODULE: ./build/rotation/record.js
var rotation_record = __nccwpck_require__(8086);
// EXTERNAL MODULE: ./build/rotation/world.js
var rotation_world = __nccwpck_require__(6747);
;// CONCATENATED MODULE: ./build/rotation/observe.js






/** How often, and how far apart in milliseconds, a key that a list does not show is asked for before it counts as dead. */
const LOOKS = 2;
const LOOK_AGAIN_AFTER_MS = 1000;
/**
 * Reads all that stands in the cloud, and changes nothing.
 * @param seen called with what is known before the versions are read
 * @throws {RunProblems} with everything at once that keeps a rotation from being safe
 */
async function observe(world, policy, seen) {
    const { issuer, store, targets, clock } = world;
    const began = clock.stamp();
    const [found, listedKeys, observedTargets] = await Promise.allSettled([
        store.find(),
        issuer.kind === 'listing' ? issuer.keys() : [],
        targets.observe(),
    ]);
    const problems = [];
    const secret = settled(found, problems);
    const keys = settled(listedKeys, problems);
    const places = settled(observedTargets, problems);
    problems.push(...(places?.problems ?? []));
    if (secret !== undefined)
        problems.push(...secretProblems(world, policy, secret));
    const marked = keys?.map(withMark) ?? [];
    if (problems.length === 0)
        seen?.({ at: began(), secretId: secret?.id, keys: marked, targets: places?.states ?? [] });
    // A version that was stored after the keys were listed names a key that the list lacks: it is asked for below.
    const [versionsRead] = await Promise.allSettled([secret === undefined ? [] : store.versions(secret.id)]);
    const versions = settled(versionsRead, problems)?.map((version) => readVersion(version, problems)) ?? [];
    if (problems.length > 0 || keys === undefined || places === undefined)
        throw new ports/* RunProblems */.ww(problems);
    const observation = {
        at: began(),
        issuer: issuer.kind,
        secretId: secret?.id,
        takeOver: undefined,
        versions: [...versions].sort((a, b) => a.revision - b.revision),
        keys: new Map(marked.map((key) => [key.accessKey, key])),
        targets: places.states,
    };
    const whole = issuer.kind === 'listing'
        ? { ...observation, keys: await lookTwice(world, issuer, observation) }
        : await (0,keys_on_record/* withLiving */.O6)(world, issuer, { ...observation, keys: (0,keys_on_record/* keysOnRecord */.nh)(observation) });
    if (secret === undefined || secret.tags.includes(world.rotatorTag))
        return whole;
    return withTakeOver(world, secret, whole);
}
/** Reads the versions and the tags again, after something was written. */
async function lookAgain(world, secretId) {
    const [secret, listed] = await Promise.all([world.store.find(), world.store.versions(secretId)]);
    if (secret?.id !== secretId || !secret.tags.includes(world.rotatorTag)) {
        throw new Error('the secret was taken over by another rotator while this run was at work; it stops here, and changes nothing more');
    }
    const problems = [];
    const versions = listed.map((version) => readVersion(version, problems));
    if (problems.length > 0)
        throw new ports/* RunProblems */.ww(problems);
    return versions.sort((a, b) => a.revision - b.revision);
}
/** A key with its description taken apart. */
function withMark(key) {
    return { ...key, ...readDescription(key.description) };
}
function readVersion(version, problems) {
    const reading = (0,rotation_record/* readRecord */.aE)(version.description);
    if (reading.kind === 'newer') {
        problems.push({
            about: `version ${version.revision} of the secret`,
            problem: `its record has format ${reading.format}, which is newer than this action knows`,
            remedy: 'Use the newer release of the action that wrote it',
        });
    }
    const record = reading.kind === 'ours' ? reading.record : undefined;
    return { revision: version.revision, status: version.status, record };
}
/**
 * Adds the keys that a version names and the list did not show: it may have been read before the key was made, or
 * be stale. A key counts as dead only when the issuer says so when asked for it by name, more than once.
 */
async function lookTwice({ clock }, issuer, { versions, keys }) {
    const known = new Map(keys);
    const relevant = versions.flatMap(({ record, status }) => {
        const over = record?.stage === 'retired' || (record?.stage === 'abandoned' && status !== 'enabled');
        return record === undefined || over || status === 'deleted' ? [] : [record.accessKey];
    });
    const missing = [...new Set(relevant)].filter((accessKey) => !known.has(accessKey));
    const found = await Promise.all(missing.map(async (accessKey) => {
        for (let look = 1; look <= LOOKS; look += 1) {
            const key = await issuer.key(accessKey);
            if (key !== undefined)
                return key;
            if (look < LOOKS)
                await clock.sleep(LOOK_AGAIN_AFTER_MS);
        }
        return undefined;
    }));
    for (const key of found)
        if (key !== undefined)
            known.set(key.accessKey, withMark(key));
    return known;
}
function secretProblems(world, policy, secret) {
    const problems = [];
    if (secret.locked) {
        problems.push({
            about: 'secret-name',
            problem: `the secret ${secret.id} is locked, so that nothing can be stored in it`,
            remedy: 'Only Scaleway locks and unlocks secrets: ask its support, or name another secret',
            knownCause: 'scaleway-secret-locked',
        });
    }
    if (!secret.tags.includes(world.rotatorTag) && !policy.takeOver) {
        const other = secret.tags.find((tag) => tag.startsWith(rotation_world/* ROTATOR_TAG_PREFIX */.C));
        problems.push({
            about: 'secret-name',
            problem: other === undefined
                ? `the secret ${secret.id} exists already and was not made by this action`
                : `the secret ${secret.id} belongs to another rotator (tag ${other})`,
            remedy: 'Name another secret, or set take-over: true for one run if this workflow, and no other, is to rotate its key from now on',
            knownCause: 'scaleway-secret-of-another-rotation',
        });
    }
    return problems;
}
/** Says what is taken over, and adds its key where only its version tells of it. */
async function withTakeOver({ store, issuer }, secret, observation) {
    const from = secret.tags.some((tag) => tag.startsWith(rotation_world/* ROTATOR_TAG_PREFIX */.C)) ? 'another-rotator' : 'nobody';
    const otherTags = secret.tags.filter((tag) => !tag.startsWith(rotation_world/* ROTATOR_TAG_PREFIX */.C));
    const nothing = { from, otherTags, revision: undefined, accessKey: undefined };
    // Another rotator's records say all that there is to know.
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    if (current !== undefined) {
        if (current.status === 'enabled' && (await store.read(secret.id, current.revision)) === undefined)
            throw new ports/* RunProblems */.ww([notOurKind(secret)]);
        return { ...observation, takeOver: nothing };
    }
    const found = [];
    for (const { revision, status, record } of observation.versions.toReversed()) {
        if (status !== 'enabled' || record !== undefined)
            continue;
        const credential = await store.read(secret.id, revision);
        found.push(credential !== undefined);
        if (credential === undefined)
            continue;
        const { accessKey } = credential;
        const takeOver = { from, otherTags, revision, accessKey };
        if (observation.keys.has(accessKey))
            return { ...observation, takeOver };
        if (issuer.kind === 'blind' && (await issuer.probe?.(credential)) !== 'denied') {
            const key = foundKey(accessKey, observation.at);
            return { ...observation, takeOver, keys: new Map(observation.keys).set(accessKey, key) };
        }
    }
    if (found.length > 0 && !found.includes(true))
        throw new ports/* RunProblems */.ww([notOurKind(secret)]);
    return { ...observation, takeOver: nothing };
}
/** Whoever reads that secret expects what stands in it: the keys of another issuer, or something else altogether. */
function notOurKind(secret) {
    return {
        about: 'secret-name',
        problem: `the secret ${secret.id} holds no key of this issuer, so it is not taken over`,
        remedy: 'Name another secret, or set issuer to what made the keys in this one',
    };
}
/** A key of a blind issuer that somebody else stored: nobody knows when it was made, nor when it ends. */
function foundKey(accessKey, at) {
    return withMark({
        accessKey,
        description: '',
        createdAt: at,
        expiresAt: undefined,
        defaultProjectId: undefined,
    });
}
/** The value of a settled promise; known problems are collected, anything else is thrown. */
function settled(result, problems) {
    if (result.status === 'fulfilled')
        return result.value;
    if (!(result.reason instanceof ports/* RunProblems */.ww))
        throw result.reason;
    problems.push(...result.reason.problems);
    return undefined;
}

// EXTERNAL MODULE: ./build/rotation/rollover-source.js
var rollover_source = __nccwpck_require__(5490);
;// CONCATENATED MODULE: ./build/rotation/store-pending.js


/** The store refused a version at the first try: it holds nothing of it. The refusal is the cause. */
class StoreRefused extends Error {
    name = 'StoreRefused';
}
/** How often a store is sent, each time but the first after it was looked for. */
const ATTEMPTS = 2;
/** How often, and how far apart in milliseconds, something whose answer was lost is looked for. */
const store_pending_LOOKS = 3;
const store_pending_LOOK_AGAIN_AFTER_MS = 2000;
/**
 * Stores a key as a pending version. A store without an answer is looked for before it is sent again.
 * @param newest the newest revision before
 * @returns the revision
 * @throws {StoreRefused} where it is certain that nothing was stored
 * @throws {NoAnswer} where it is not
 */
async function storePending({ store, clock }, secretId, credential, record, newest) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return (await store.add(secretId, credential, (0,rotation_record/* writeRecord */.rh)(record))).revision;
        }
        catch (error) {
            if (!(error instanceof ports/* NoAnswer */.W_)) {
                if (attempt > 1 || !(error instanceof Error))
                    throw error;
                throw new StoreRefused(error.message, { cause: error });
            }
            for (let look = 1; look <= store_pending_LOOKS; look += 1) {
                if (look > 1)
                    await clock.sleep(store_pending_LOOK_AGAIN_AFTER_MS);
                const versions = await store.versions(secretId);
                const found = versions.find(({ revision, description }) => {
                    const reading = (0,rotation_record/* readRecord */.aE)(description);
                    return (revision > newest && reading.kind === 'ours' && reading.record.accessKey === credential.accessKey);
                });
                if (found !== undefined)
                    return found.revision;
            }
            // Sent again after a list that came too early, it is stored twice: one key in two versions is no rival.
            if (attempt === ATTEMPTS)
                throw error;
        }
    }
}

;// CONCATENATED MODULE: ./build/rotation/roll-over.js








/** What to roll over where nothing is on record. */
const NOTHING_TO_ROLL_OVER = {
    about: 'keys-api-key',
    problem: 'the store holds no key that can be read and rolled over',
    remedy: 'For the first run, give the key that you use now as keys-api-key, or its id as keys-api-expired-key-id; or make ' +
        'a new one with command: rotate',
};
/** How often a rollover is asked for, the second time after it was looked for. */
const roll_over_ATTEMPTS = 2;
/**
 * Has the newest key rolled over. Its version says so beforehand, so that every later run knows that it may be dead;
 * a request without an answer is settled by looking at the key, and only then sent again.
 * @param read reads the key of a generation from the store
 */
async function rollOver(world, issuer, policy, observation, secretId, read) {
    const generation = (0,rollover_source/* rolloverSource */.$)(observation);
    const credential = generation && (await read(generation));
    const source = credential === undefined ? issuer.first : { credential };
    if (source === undefined)
        throw new ports/* RunProblems */.ww([NOTHING_TO_ROLL_OVER]);
    const accessKey = 'credential' in source ? source.credential.accessKey : undefined;
    const halted = (because) => ({ kind: 'halted', because, source: generation });
    const lost = (certain, why, earlier = false) => halted({ kind: 'answer-lost', replaced: { accessKey }, certain, earlier, why });
    const note = async (change) => {
        if (generation === undefined)
            return;
        await world.store.describe(secretId, generation.revision, (0,rotation_record/* writeRecord */.rh)(change(generation.record)));
    };
    await note((record) => (0,doubt/* beginDoubt */.mC)(record, world.clock.now(), world.run));
    if (world.stopping()) {
        // Two requests have gone by since this step was begun.
        await note((record) => record);
        throw new rotation_world/* Interrupted */.j('the run was asked to end before the key was rolled over; the next run goes on from here');
    }
    for (let attempt = 1;; attempt += 1) {
        try {
            const answer = await issuer.rollOver(source);
            if (answer.kind === 'made')
                return { kind: 'made', key: answer.key, replaces: accessKey };
            if (answer.kind === 'not-yet') {
                await note(doubt/* endDoubt */.uA);
                const end = generation?.record.expires;
                const until = end && new Date(end.getTime() - issuer.rollsOverWithinMs);
                if (generation !== undefined && !observation.keys.has(generation.record.accessKey)) {
                    const text = 'The key that stands in the store is refused at keys-api-verify-url, and yet the service says that it is ' +
                        'there: look whether keys-api-verify-url and keys-api-verify-header ask the right thing.';
                    world.tell({ kind: 'advice', text });
                }
                return halted({ kind: 'not-yet', accessKey, until, forced: policy.force });
            }
            if (answer.kind === 'refused') {
                // Nobody knows what became of the first request; this one only could not be asked.
                if (attempt > 1)
                    return lost(false, answer.problem.problem);
                await note((record) => record); // what was in doubt before still is
                throw new ports/* RunProblems */.ww([answer.problem]);
            }
            const by = await madeMeanwhile(world, observation, secretId);
            if (by !== undefined)
                return { kind: 'overtaken', by };
            // Asked for a second time, that is what became of the first.
            if (attempt > 1)
                return lost(true, answer.problem.problem);
            if (generation?.record.replacing !== undefined) {
                // The service says the same of a key that is somebody else's: only one that was refused is dead for certain.
                return lost(!observation.keys.has(generation.record.accessKey), answer.problem.problem, true);
            }
            throw new ports/* RunProblems */.ww([answer.problem]);
        }
        catch (error) {
            if (!(error instanceof ports/* NoAnswer */.W_))
                throw error;
            const fate = await fateOf(world, issuer, observation, source);
            if (fate === 'dead') {
                const by = await madeMeanwhile(world, observation, secretId);
                return by === undefined ? lost(true, error.message) : { kind: 'overtaken', by };
            }
            const last = attempt === roll_over_ATTEMPTS || world.stopping();
            // It works, and may still be ended by a request that is under way: the doubt on record stays.
            if (last && fate === 'works')
                throw error;
            if (last)
                return lost(false, error.message);
        }
    }
}
/** What became of a key whose rollover has no answer. Only one that was seen to work before tells anything. */
async function fateOf({ clock }, { probe }, observation, source) {
    if (probe === undefined || !('credential' in source))
        return 'unknown';
    if (observation.keys.get(source.credential.accessKey)?.works !== true)
        return 'unknown';
    let last = 'unclear';
    for (let look = 1; look <= store_pending_LOOKS; look += 1) {
        await clock.sleep(store_pending_LOOK_AGAIN_AFTER_MS);
        last = await probe(source.credential);
        if (last === 'denied')
            return 'dead';
    }
    return last === 'unclear' ? 'unknown' : 'works';
}
/** The key that another run has stored since everything was observed. It stores at once, so this is soon clear. */
async function madeMeanwhile(world, observation, secretId) {
    const newest = (0,rotation_observation/* newestRevision */.Aw)(observation);
    for (let look = 1; look <= store_pending_LOOKS; look += 1) {
        const versions = await lookAgain(world, secretId);
        const found = versions.findLast(({ revision, record }) => revision > newest && record !== undefined);
        if (found?.record !== undefined)
            return found.record.accessKey;
        if (look < store_pending_LOOKS)
            await world.clock.sleep(store_pending_LOOK_AGAIN_AFTER_MS);
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/rotation/side-by-side.js
var side_by_side = __nccwpck_require__(5106);
;// CONCATENATED MODULE: ./build/rotation/publish.js



/** How many targets are written side by side, at most; when a request goes is for the targets' own limits to say. */
const SIDE_BY_SIDE = 100;
/**
 * Writes a key to targets, side by side. A target that fails does not stop the others.
 * @param heldBy reads the key that a target holds for certain, to put back where only a part of the new one could be
 *   written; undefined where that is not known
 * @throws whatever is not a {@link TargetError}, once the writes under way have ended
 */
async function publish(world, states, credential, heldBy) {
    const written = new Map();
    const failed = [];
    const postponed = [];
    await (0,side_by_side/* sideBySide */.Q)(SIDE_BY_SIDE, states, async (state) => {
        const { id, label } = state;
        if (world.stopping())
            return;
        try {
            written.set(id, await world.targets.write(id, credential, heldBy(state)));
            world.tell({ kind: 'target-written', label, count: written.size, total: states.length });
        }
        catch (error) {
            if (error instanceof rotation_world/* Interrupted */.j)
                return; // it was not begun
            if (error instanceof ports/* Postponed */.Dz) {
                failed.push(id);
                postponed.push(label);
                return;
            }
            if (!(error instanceof ports/* TargetError */.I0))
                throw error;
            failed.push(id);
            world.tell({ kind: 'target-failed', label, error });
        }
    });
    if (postponed.length > 0)
        world.tell({ kind: 'targets-postponed', labels: postponed });
    return { written, failed };
}

;// CONCATENATED MODULE: ./build/rotation/salvage.js


/**
 * What is left to do with a key that the store does not take: sealed for whoever holds the recovery key, and, where
 * the old one is dead, given to the targets.
 */
async function salvage(world, observation, credential, rolledOver, error) {
    const { accessKey } = credential;
    const why = [messageOf(error)];
    // First of all, because it is done in an instant; whatever comes of it, the targets still get the key.
    if (world.sealForRecovery !== undefined) {
        try {
            world.tell({ kind: 'sealed', accessKey, box: await world.sealForRecovery(credential.secret) });
        }
        catch (inner) {
            why.push(`it could not be sealed either: ${messageOf(inner)}`);
        }
    }
    const left = new Set(observation.targets.map(({ id }) => id));
    if (rolledOver) {
        // Even where the run was asked to end: no later run could do it.
        const insisting = { ...world, stopping: () => false, targets: eachByItself(world.targets) };
        const { written } = await publish(insisting, observation.targets, credential, () => undefined);
        for (const id of written?.keys() ?? [])
            left.delete(id);
    }
    return { kind: 'unstored', accessKey, rolledOver, targets: [...left], why: [...new Set(why)].join('; ') };
}
/** The same targets, but whatever keeps one from being written is that one's failure, and ends no other write. */
function eachByItself(targets) {
    return {
        ...targets,
        async write(id, credential, fallback) {
            try {
                return await targets.write(id, credential, fallback, true);
            }
            catch (error) {
                if (error instanceof ports/* TargetError */.I0)
                    throw error;
                throw new ports/* TargetError */.I0(messageOf(error), 'unknown', 'Run once with command: rotate', { cause: error });
            }
        },
    };
}
function messageOf(error) {
    if (!(error instanceof Error))
        return String(error);
    return error.cause instanceof Error ? error.cause.message : error.message;
}

;// CONCATENATED MODULE: ./build/rotation/issue.js






/** How often a key that nobody could get again is stored, and the waits in between in milliseconds. */
const STORE_WAITS_MS = [1000, 2000, 4000, 8000, 16_000];
/** For how long: a store that hangs must leave time for the targets, which hold a dead key meanwhile. */
const STORE_PATIENCE_MS = 3 * 60_000;
/**
 * Has a key made and stores it. Nothing comes between the answer and the store, because the answer is the only place
 * where the key is ever shown; and if it was rolled over, the old one is dead from then on.
 * @param read reads the key of a generation from the store
 */
async function issue(world, issuer, policy, observation, secretId, plan, read) {
    const rollsOver = policy.command === 'rollover';
    const asked = rollsOver
        ? await rollOver(world, issuer, policy, observation, secretId, read)
        : await create(issuer, plan);
    if (asked.kind !== 'made')
        return asked;
    const { credential } = asked.key;
    const { accessKey } = credential;
    const at = world.clock.now();
    // A key that was made a moment ago has not ended yet: whoever says so has said nothing.
    const expiresAt = asked.key.expiresAt && asked.key.expiresAt > at ? asked.key.expiresAt : undefined;
    const record = {
        stage: 'pending',
        accessKey,
        since: at,
        ...(asked.replaces === undefined ? {} : { replaces: asked.replaces }),
        issued: at,
        madeBy: world.run,
        ...(expiresAt === undefined ? {} : { expires: expiresAt }),
        ...(rollsOver ? { rolledOver: true } : {}),
        run: world.run,
        text: '',
        written: new Map(),
    };
    const stored = await storePatiently(world, secretId, credential, record, (0,rotation_observation/* newestRevision */.Aw)(observation));
    world.tell({ kind: 'key-made', accessKey, expiresAt });
    if (!stored.ok) {
        const because = await salvage(world, observation, credential, rollsOver, stored.error);
        return { kind: 'halted', because, source: (0,rollover_source/* rolloverSource */.$)(observation) };
    }
    world.tell({ kind: 'key-stored', accessKey, revision: stored.revision });
    const key = {
        accessKey,
        description: '',
        createdAt: at,
        expiresAt,
        defaultProjectId: undefined,
        mark: undefined,
        text: '',
    };
    return {
        kind: 'stored',
        key,
        version: { revision: stored.revision, status: 'enabled', record },
        credential,
    };
}
/** Has another key made. Asked once: one that was made by a request without an answer could never be found. */
async function create(issuer, plan) {
    try {
        return { kind: 'made', key: await issuer.create(), replaces: plan.replaces };
    }
    catch (error) {
        if (!(error instanceof ports/* NoAnswer */.W_))
            throw error;
        const because = {
            kind: 'answer-lost',
            replaced: undefined,
            certain: false,
            earlier: false,
            why: error.message,
        };
        return { kind: 'halted', because, source: undefined };
    }
}
async function storePatiently(world, secretId, credential, record, newest) {
    const began = world.clock.stamp();
    for (let attempt = 0;; attempt += 1) {
        try {
            return { ok: true, revision: await storePending(world, secretId, credential, record, newest) };
        }
        catch (error) {
            const wait = STORE_WAITS_MS[attempt];
            const elapsed = world.clock.now().getTime() - began().getTime();
            if (wait === undefined || elapsed > STORE_PATIENCE_MS)
                return { ok: false, error };
            await world.clock.sleep(wait);
        }
    }
}

// EXTERNAL MODULE: ./build/rotation/new-key.js
var new_key = __nccwpck_require__(4919);
// EXTERNAL MODULE: ./build/rotation/policy.js
var rotation_policy = __nccwpck_require__(8133);
;// CONCATENATED MODULE: ./build/rotation/make.js







/** How often a create is sent, each time but the first after it was looked for. */
const make_ATTEMPTS = 2;
/**
 * Makes a key, stores it, looks again, and marks it stored: the four requests between which a crash may fall.
 * Nobody has published the key before the mark says `stored`, so a run that dies here leaves garbage at worst.
 * @param seen called with the key as soon as there is one, for what may be asked of it beside all this
 */
async function make(world, issuer, observation, secretId, plan, seen) {
    const { clock, tell } = world;
    const { key, credential, mark } = await make_create(world, issuer, secretId, plan);
    seen(credential);
    tell({ kind: 'key-made', accessKey: key.accessKey, expiresAt: key.expiresAt });
    const record = {
        stage: 'pending',
        accessKey: key.accessKey,
        since: clock.now(),
        ...(plan.replaces === undefined ? {} : { replaces: plan.replaces }),
        issued: key.createdAt,
        madeBy: world.run,
        run: world.run,
        text: plan.text,
        written: new Map(),
    };
    const newest = (0,rotation_observation/* newestRevision */.Aw)(observation);
    const revision = await storeNewKey(world, issuer, secretId, credential, record, newest);
    tell({ kind: 'key-stored', accessKey: key.accessKey, revision });
    const description = writeDescription({ ...mark, phase: 'stored' }, plan.text);
    const markStored = async () => {
        if (clock.now().getTime() - key.createdAt.getTime() >= rotation_policy/* RUN_DEADLINE_MS */.Y) {
            throw new Error(`the key ${key.accessKey} was stored too late to be used safely; a later run deletes it and makes another`);
        }
        await issuer.describe(key.accessKey, description);
    };
    // Revisions count up: where none lies between those that were known and this one, no other run stored a key before
    // this one, so it cannot have lost, and the mark need not wait for the look that tells the rest.
    const first = revision === newest + 1;
    const [looked, marked] = await Promise.allSettled([
        lookAgain(world, secretId),
        first ? markStored() : undefined,
    ]);
    if (looked.status === 'rejected')
        throw looked.reason;
    const versions = looked.value;
    const own = versions.find((version) => version.revision === revision);
    if (own?.record?.stage !== 'pending' || own.status !== 'enabled') {
        // Somebody published it, or gave it up: what stands now says the rest.
        tell({ kind: 'overtaken', accessKey: key.accessKey, by: key.accessKey });
        return { kind: 'helped', accessKey: key.accessKey };
    }
    const rival = await olderRival(world, observation, versions, own.revision, key.accessKey);
    if (rival !== undefined) {
        // This run has lost. It touches neither its key nor its version: somebody may be helping with them right now.
        tell({ kind: 'overtaken', accessKey: key.accessKey, by: rival });
        return { kind: 'lost', accessKey: key.accessKey };
    }
    if (marked.status === 'rejected')
        throw marked.reason;
    if (!first)
        await markStored();
    return {
        kind: 'stored',
        key: withMark({ ...key, description }),
        version: { revision, status: 'enabled', record },
        credential,
    };
}
/** Creates the key. A create without an answer is settled by looking for its mark, never by blindly trying again. */
async function make_create(world, issuer, secretId, plan) {
    for (let attempt = 1;; attempt += 1) {
        const mark = { phase: 'made', secretId, attempt: world.newAttempt() };
        try {
            const { key, credential } = await issuer.create({
                description: writeDescription(mark, plan.text),
                expiresAt: plan.expiresAt,
                defaultProjectId: plan.defaultProjectId,
            });
            return { key, credential, mark };
        }
        catch (error) {
            if (!(error instanceof ports/* NoAnswer */.W_))
                throw error;
            const orphan = await findOrphan(world, issuer, mark);
            if (orphan !== undefined) {
                // Its secret was in the answer that was lost: nobody has it, nobody can ever have it.
                await issuer.delete(orphan);
                world.tell({ kind: 'lost-answer', accessKey: orphan });
            }
            if (attempt === make_ATTEMPTS || world.stopping())
                throw error;
        }
    }
}
async function findOrphan({ clock }, issuer, mark) {
    for (let look = 1; look <= store_pending_LOOKS; look += 1) {
        await clock.sleep(store_pending_LOOK_AGAIN_AFTER_MS);
        const keys = (await issuer.keys()).map(withMark);
        const orphan = keys.find((key) => key.mark?.attempt === mark.attempt && key.mark.secretId === mark.secretId);
        if (orphan !== undefined)
            return orphan.accessKey;
    }
    return undefined;
}
/** Stores the new key. A plain refusal means that it is stored nowhere and known to this run alone: it goes at once. */
async function storeNewKey(world, issuer, secretId, credential, record, newest) {
    try {
        return await storePending(world, secretId, credential, record, newest);
    }
    catch (error) {
        // After a lost answer somebody may have found the version, and be publishing it.
        if (!(error instanceof StoreRefused))
            throw error;
        await issuer.delete(credential.accessKey).catch((inner) => {
            throw new AggregateError([error.cause, inner], `the key ${credential.accessKey} could be neither stored nor deleted; a later run deletes it`);
        });
        throw error.cause;
    }
}
/** The access key of an older pending version that lives, if there is one. Keys are compared, not revisions. */
async function olderRival({ issuer }, observation, versions, revision, accessKey) {
    const floor = (0,rotation_observation/* currentGeneration */.Ev)({ ...observation, versions })?.revision ?? 0;
    const onRecord = (0,keys_on_record/* keysOnRecord */.nh)({ ...observation, versions });
    for (const version of versions) {
        const { record, status } = version;
        if (record?.stage !== 'pending' || status !== 'enabled' || record.accessKey === accessKey)
            continue;
        if (version.revision <= floor || version.revision >= revision)
            continue;
        const key = issuer.kind === 'listing' ? await issuer.key(record.accessKey) : onRecord.get(record.accessKey);
        if (key !== undefined && !(0,rotation_observation/* isExpired */._d)(observation, key))
            return record.accessKey;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/rotation/prove.js

/** Successes in a row that count as a proof: IAM may say yes, then no, then yes again. */
const NEEDED = 3;
/** Time between two of them, and after a failure, in milliseconds. */
const BETWEEN_MS = 1000;
const AFTER_FAILURE_MS = 2000;
/** Asks with both keys at once. @param reference the replaced key, undefined where nobody holds it */
async function look(probe, candidate, reference) {
    const asReference = async () => {
        const credential = await reference();
        return credential === undefined ? 'denied' : probe(credential);
    };
    const [answer, expected] = await Promise.all([probe(candidate), asReference()]);
    return { answer, expected };
}
function passes(answer, wanted) {
    return answer === 'accepted' || (answer === 'forbidden' && wanted !== 'accepted');
}
/**
 * Proves that a key works: it signs in, several times in a row, and is allowed what the replaced key is allowed.
 * A bearer without any IAM permission is refused for ever and a new key's permissions arrive late, so the answer
 * alone proves nothing: the comparison does. Where the replaced key is not held, or no longer works, being known
 * is enough.
 * @param reference the replaced key, undefined where nobody holds it
 * @param early what was asked before; it counts as the first of them where it succeeded, and else was too early
 * @returns whether the key was proven within `timeoutMs`
 */
async function prove({ clock, tell, stopping }, probe, candidate, reference, timeoutMs, early) {
    let first = early !== undefined && passes(early.answer, early.expected) ? early : undefined;
    let wanted = 'denied';
    let inARow = 0;
    let waited = 0;
    const began = clock.stamp();
    for (;;) {
        const asked = wanted === 'accepted' ? undefined : reference;
        const { answer, expected } = first ?? (await look(probe, candidate, () => Promise.resolve(asked)));
        first = undefined;
        // The best that the replaced key ever got: it, too, may be refused for a moment.
        wanted = better(wanted, expected);
        const passed = passes(answer, wanted);
        inARow = passed ? inARow + 1 : 0;
        tell({ kind: 'proof', accessKey: candidate.accessKey, answer, inARow, needed: NEEDED });
        if (inARow === NEEDED)
            return true;
        const pause = passed ? BETWEEN_MS : AFTER_FAILURE_MS;
        // The requests take time too; where a fake clock sleeps without passing time, the pauses alone bound the wait.
        const elapsed = Math.max(waited, clock.now().getTime() - began().getTime());
        if (elapsed + pause > timeoutMs && !passed)
            return false;
        if (elapsed > 2 * timeoutMs)
            return false;
        await clock.sleep(pause);
        waited += pause;
        if (stopping())
            throw new rotation_world/* Interrupted */.j('the run was asked to end before the new key was proven; the next run goes on from here');
    }
}
function better(a, b) {
    const order = ['unclear', 'denied', 'forbidden', 'accepted'];
    return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

;// CONCATENATED MODULE: ./build/rotation/prove-key.js





function createProver(world, policy, credentials) {
    const { issuer, clock } = world;
    /** What was asked with a new key while it was stored. */
    const early = new Map();
    const facts = () => ({ at: clock.now(), run: world.run });
    async function proveKey(known, step) {
        const generation = generationOf(known, step.revision);
        const candidate = await credentials.of(known, generation);
        const { probe } = issuer;
        if (probe === undefined) {
            const why = 'there is no keys-api-verify-url, so nobody knows what to ask';
            const { accessKey } = step;
            world.tell({ kind: 'unchecked', what: 'whether the new key works', why, accessKey });
            return (0,effects/* after */.Pl)(known, step, { ...facts(), works: true });
        }
        const reference = await replacedCredential(known, generation.record);
        const { propagationTimeoutMs } = policy;
        const asked = early.get(candidate.accessKey);
        const works = await prove(world, probe, candidate, reference, propagationTimeoutMs, asked);
        if (works && generation.record.rolledOver === true)
            await seeEnded(known, probe, generation);
        if (!works) {
            const seconds = Math.round(policy.propagationTimeoutMs / 1000);
            world.tell({ kind: 'unproven', accessKey: step.accessKey, seconds });
        }
        return (0,effects/* after */.Pl)(known, step, { ...facts(), works });
    }
    /** Says so where a key still works that the issuer should have ended when it was rolled over. */
    async function seeEnded(known, probe, { record }) {
        const generation = (0,rotation_observation/* generations */.YZ)(known.observation).findLast(({ record: { accessKey }, status }) => accessKey === record.replaces && status === 'enabled');
        const first = issuer.kind === 'blind' && issuer.first !== undefined ? issuer.first : undefined;
        const given = first !== undefined && 'credential' in first ? first.credential : undefined;
        const old = generation === undefined ? given : await credentials.of(known, generation);
        if (old === undefined || old.accessKey !== record.replaces || (await probe(old)) !== 'accepted')
            return;
        const text = `The replaced key ${old.accessKey} still works, although the service said that it was rolled over. ` +
            'Ask whoever runs it; the new key works as well.';
        world.tell({ kind: 'advice', text });
    }
    /** The key that the new one is compared with: the current one, or our own where the bearer rotates itself. */
    async function replacedCredential(known, { rolledOver }) {
        const current = (0,rotation_observation/* currentGeneration */.Ev)(known.observation);
        if (rolledOver === true)
            return undefined; // what it replaced is dead
        if (current?.status === 'enabled' && known.observation.keys.has(current.record.accessKey)) {
            return credentials.of(known, current);
        }
        return known.observation.keys.has(world.signIn.accessKey) ? world.signIn : undefined;
    }
    /** Makes a key, and asks a first time whether it works while it is stored. */
    async function makeListed(known, issuer, secretId, plan) {
        let asked;
        try {
            return await make(world, issuer, known.observation, secretId, plan, (credential) => {
                asked = look(issuer.probe, credential, () => replacedCredential(known, {})).then((answers) => void early.set(credential.accessKey, answers), 
                // The proof asks again, and then a failure counts.
                () => undefined);
            });
        }
        finally {
            await asked;
        }
    }
    return { proveKey, makeListed };
}

;// CONCATENATED MODULE: ./build/rotation/roll-back.js






/**
 * Stores the key of a replaced version once more, as a pending version, and looks again. Whoever retires a key says so
 * in its version first and then looks for pending versions that hold it; this writes first and then looks at that
 * version. So of the two, one sees the other.
 * @param revision the version that holds the key
 * @returns the new version's revision
 * @throws where somebody else was at work; the new version is given up then
 */
async function rollBack(world, observation, secretId, revision, credential) {
    const { accessKey } = credential;
    const record = (0,effects/* rolledBackRecord */.j9)(observation, revision, accessKey, { at: world.clock.now(), run: world.run });
    const newest = (0,rotation_observation/* newestRevision */.Aw)(observation);
    const restored = await storePending(world, secretId, credential, record, newest);
    world.tell({ kind: 'key-stored', accessKey, revision: restored });
    const versions = await lookAgain(world, secretId);
    const source = versions.find((version) => version.revision === revision);
    const rival = await olderRival(world, observation, versions, restored, accessKey);
    if (source?.record?.stage === 'previous' && rival === undefined)
        return restored;
    const abandoned = { ...record, stage: 'abandoned', since: world.clock.now() };
    await world.store.describe(secretId, restored, (0,rotation_record/* writeRecord */.rh)(abandoned));
    await world.store.disable(secretId, restored);
    throw new Error(rival === undefined
        ? `another run is retiring the key ${accessKey} at this moment, so there is nothing to go back to`
        : `another run is bringing out the key ${rival} at this moment; let it end, then roll back`);
}

;// CONCATENATED MODULE: ./build/rotation/save.js



/** Writes the record that a version has in `next`. */
async function saveRecord(store, next, revision) {
    const record = (0,effects/* recordOf */.zv)(next.observation, revision);
    if (record === undefined)
        throw new Error(`version ${revision} has no record; this is a bug`);
    await store.describe(secretIdOf(next), revision, (0,rotation_record/* writeRecord */.rh)(record));
}
/** Disables a version that is disabled in `next` and was not before. */
async function saveStatus(store, known, next, revision) {
    const status = (state) => state.observation.versions.find((v) => v.revision === revision)?.status;
    if (status(known) === 'enabled' && status(next) === 'disabled')
        await store.disable(secretIdOf(known), revision);
}

;// CONCATENATED MODULE: ./build/rotation/write-targets.js








/** What carries out the steps that write a key to targets. */
function createWriter(world, credentials) {
    const { issuer, clock } = world;
    const facts = () => ({ at: clock.now(), run: world.run });
    async function writeTargets(known, step) {
        const generation = generationOf(known, step.revision);
        const credential = await credentials.of(known, generation);
        if (issuer.kind === 'blind')
            await seeAlive(known, generation);
        const states = known.observation.targets.filter(({ id }) => step.targets.includes(id));
        const result = await publish(world, states, credential, (state) => heldBy(known, state));
        const next = (0,effects/* after */.Pl)(known, step, { ...facts(), ...result });
        // A complete publication is recorded by the promotion that follows it.
        const complete = result.written?.size === states.length;
        if (step.kind === 'repair' || (!complete && (result.written?.size ?? 0) > 0))
            await saveRecord(world.store, next, step.revision);
        return next;
    }
    /** Whoever rolls a key over ends it at once, so just before it is written somewhere everything is looked at again. */
    async function seeAlive(known, { revision, record: { accessKey } }) {
        const versions = await lookAgain(world, secretIdOf(known));
        const now = versions.find((version) => version.revision === revision);
        if (now?.status !== 'enabled' || now.record?.stage === 'abandoned' || now.record?.stage === 'retired') {
            throw new Error(`version ${revision} was given up by another run in the meantime; its key is written nowhere any more`);
        }
        const current = (0,rotation_observation/* currentGeneration */.Ev)({ ...known.observation, versions });
        const before = (0,rotation_observation/* currentGeneration */.Ev)(known.observation)?.revision;
        if (current !== undefined && current.revision !== revision && current.revision !== before) {
            throw new Error(`another run made version ${current.revision} current in the meantime, so version ${revision} is written nowhere`);
        }
        const key = (0,keys_on_record/* keysOnRecord */.nh)({ ...known.observation, versions }).get(accessKey);
        if (key !== undefined && (key.inDoubt !== true || isLeftOver(known, now.record)))
            return;
        throw new Error(`another run rolls the key ${accessKey} over at this moment; it is written nowhere any more`);
    }
    /** How to read the living key that a target holds for certain: of a readable generation that it was left with. */
    function heldBy(known, state) {
        const generation = (0,rotation_observation/* generations */.YZ)(known.observation).findLast((candidate) => candidate.status === 'enabled' &&
            (0,rotation_observation/* isAlive */._n)(known.observation, candidate.record.accessKey) &&
            (0,rotation_observation/* holds */.v9)(state, candidate));
        return generation && (() => credentials.of(known, generation));
    }
    return writeTargets;
}
/** Whether a doubt on record was left there by a run that is over, and this run has seen the key work since. */
function isLeftOver({ observation, memory }, record) {
    if (record?.replacing === undefined || observation.keys.get(record.accessKey)?.works !== true)
        return false;
    return record.replacing.getTime() + rotation_policy/* RUN_DEADLINE_MS */.Y < memory.startedAt.getTime();
}

;// CONCATENATED MODULE: ./build/rotation/acts.js













function createActor(world, policy) {
    const { issuer, store, clock } = world;
    const credentials = createCredentials(store);
    const prover = createProver(world, policy, credentials);
    const writeTargets = createWriter(world, credentials);
    /** For what only an issuer that keeps a list of its keys can do, and is only ever asked to do. */
    function listingIssuer() {
        if (issuer.kind !== 'listing')
            throw new Error('the issuer keeps no list of its keys; this is a bug');
        return issuer;
    }
    const facts = () => ({ at: clock.now(), run: world.run });
    async function takeOver(known, step) {
        const id = secretIdOf(known);
        const next = (0,effects/* after */.Pl)(known, step, facts());
        // The tag comes last: a run that dies before it takes over anew.
        if (step.revision !== undefined && step.accessKey !== undefined) {
            const key = known.observation.keys.get(step.accessKey);
            await saveRecord(store, next, step.revision);
            const mark = { phase: 'stored', secretId: id, attempt: world.newAttempt() };
            if (issuer.kind === 'listing')
                await issuer.describe(step.accessKey, writeDescription(mark, key?.text ?? ''));
        }
        await store.tag(id, [...(known.observation.takeOver?.otherTags ?? []), world.rotatorTag]);
        await lookAgain(world, id); // another rotator may have tagged it in the same moment
        return next;
    }
    async function discard(known, step) {
        const issuer = listingIssuer();
        const key = await issuer.key(step.accessKey);
        if (key !== undefined && !(0,rotation_observation/* isMade */.sX)(known.observation, withMark(key))) {
            throw new Error(`the key ${step.accessKey} is no longer unfinished: somebody marked it stored; it is left alone`);
        }
        await issuer.delete(step.accessKey);
        const next = (0,effects/* after */.Pl)(known, step, facts());
        for (const revision of step.revisions) {
            await saveRecord(store, next, revision);
            await saveStatus(store, known, next, revision);
        }
        return next;
    }
    async function giveUp(known, step) {
        const versions = await lookAgain(world, secretIdOf(known));
        const now = versions.find((version) => version.revision === step.revision);
        if (now?.record?.stage !== 'pending') {
            throw new Error(`version ${step.revision} was finished by another run in the meantime; it is left alone`);
        }
        const next = (0,effects/* after */.Pl)(known, step, facts());
        const current = (0,rotation_observation/* currentGeneration */.Ev)(known.observation);
        await saveRecord(store, next, step.revision);
        await saveStatus(store, known, next, step.revision);
        if (step.reason === 'rolled-back' && current !== undefined)
            await saveRecord(store, next, current.revision);
        return next;
    }
    /** For the steps that only say something of one version. */
    async function note(known, step) {
        const next = (0,effects/* after */.Pl)(known, step, facts());
        await saveRecord(store, next, step.revision);
        await saveStatus(store, known, next, step.revision);
        return next;
    }
    /**
     * Ends a replaced key. The version says `retired` first, and then everything is looked at again: whoever takes the
     * key back into use writes first and looks afterwards too, so that one of the two sees the other.
     */
    async function retire(known, step) {
        const { accessKey, revision, how } = step;
        const next = (0,effects/* after */.Pl)(known, step, facts());
        if (revision !== undefined)
            await saveRecord(store, next, revision);
        const versions = await lookAgain(world, secretIdOf(known));
        const seen = { ...known.observation, versions };
        const current = (0,rotation_observation/* currentGeneration */.Ev)(seen);
        if ((0,rotation_observation/* isInUse */.ly)(seen, accessKey)) {
            throw new Error(`the key ${accessKey} was taken back into use in the meantime; it is left alone`);
        }
        if (current?.status !== 'enabled') {
            throw new Error(`what replaced the key ${accessKey} can no longer be read; it is left alone`);
        }
        if (issuer.kind === 'listing' && known.observation.keys.has(issuer.signedInAs())) {
            // The bearer rotates itself: a key that deletes itself could not say afterwards that it did. Which key signs in
            // is not certain (its access key may be of one pair and its secret of another), the current one is.
            issuer.signIn(await credentials.of(known, current));
        }
        if (how === 'delete') {
            await listingIssuer().delete(accessKey);
        }
        else {
            const key = known.observation.keys.get(accessKey);
            if (key?.mark?.secretId === known.observation.secretId)
                await listingIssuer().describe(accessKey, shorten(key?.text ?? ''));
        }
        if (revision !== undefined)
            await saveStatus(store, known, next, revision);
        return next;
    }
    async function prune(known, step) {
        await store.remove(secretIdOf(known), step.revision);
        return (0,effects/* after */.Pl)(known, step, facts());
    }
    async function markStored(known, step) {
        const next = (0,effects/* after */.Pl)(known, step, facts());
        const key = next.observation.keys.get(step.accessKey);
        if (key?.mark === undefined)
            throw new Error(`the key ${step.accessKey} has no mark; this is a bug`);
        if (clock.now().getTime() - key.createdAt.getTime() >= rotation_policy/* RUN_DEADLINE_MS */.Y) {
            throw new Error(`the key ${step.accessKey} is too old to be marked stored; a later run deletes it`);
        }
        await listingIssuer().describe(step.accessKey, writeDescription(key.mark, key.text));
        return next;
    }
    async function createSecret(known, step) {
        const id = await store.create([world.rotatorTag]).then((secret) => secret.id, async (error) => {
            const found = error instanceof ports/* NoAnswer */.W_ ? await store.find() : undefined;
            if (found?.tags.includes(world.rotatorTag))
                return found.id;
            throw error;
        });
        return (0,effects/* after */.Pl)(known, step, { ...facts(), secretId: id });
    }
    async function makeKey(known, step) {
        const { observation, memory } = known;
        const plan = (0,new_key/* planNewKey */.b)(observation, policy, world.signIn.accessKey, clock.now());
        const id = secretIdOf(known);
        const made = issuer.kind === 'listing'
            ? await prover.makeListed(known, issuer, id, plan)
            : await issue(world, issuer, policy, observation, id, plan, (generation) => credentials.of(known, generation));
        if (made.kind === 'halted')
            return (0,effects/* afterHalt */.EQ)(known, made.because, made.source);
        if (made.kind === 'overtaken') {
            world.tell({ kind: 'overtaken', accessKey: made.by, by: made.by });
            return { observation: await observe(world, policy), memory: { ...memory, made: made.by } };
        }
        if (made.kind !== 'stored') {
            const seen = await observe(world, policy);
            return {
                observation: seen,
                memory: { ...memory, made: made.accessKey, helped: made.kind === 'helped' },
            };
        }
        credentials.hold(made.credential);
        return (0,effects/* after */.Pl)(known, step, { ...facts(), made });
    }
    return {
        async act(known, step) {
            switch (step.kind) {
                case 'take-over':
                    return takeOver(known, step);
                case 'discard':
                    return discard(known, step);
                case 'give-up':
                    return giveUp(known, step);
                case 'mark-previous':
                case 'close':
                case 'promote':
                    return note(known, step);
                case 'retire':
                    return retire(known, step);
                case 'prune':
                    return prune(known, step);
                case 'mark-stored':
                    return markStored(known, step);
                case 'prove':
                    return prover.proveKey(known, step);
                case 'publish':
                case 'repair':
                    return writeTargets(known, step);
                case 'create-secret':
                    return createSecret(known, step);
                case 'make':
                    return makeKey(known, step);
                case 'roll-back': {
                    const credential = await credentials.of(known, generationOf(known, step.revision));
                    const id = secretIdOf(known);
                    const restored = await rollBack(world, known.observation, id, step.revision, credential);
                    return (0,effects/* after */.Pl)(known, step, { ...facts(), restored });
                }
                case 'stop':
                    return known;
            }
        },
    };
}

;// CONCATENATED MODULE: ./build/rotation/ahead.js
/**
 * Asks for what making a key needs, beside the reading of the versions, where the keys alone say that one is likely
 * due: nobody waits for it then. It decides nothing, and where it was wrong, some reads were for nothing.
 * @returns undefined where no key seems to be due
 */
function askAhead({ issuer, targets }, policy, look) {
    if (!seemsDue(issuer.kind, policy, look))
        return undefined;
    const ids = look.targets.map(({ id }) => id);
    return {
        ids: new Set(ids),
        problems: remembered(targets.prepare(ids)),
        limits: issuer.kind === 'listing' ? remembered(issuer.limits()) : undefined,
    };
}
function seemsDue(kind, policy, { at, secretId, keys }) {
    if (policy.command !== 'rotate' && policy.command !== 'rollover')
        return false;
    if (policy.force)
        return true;
    // What ages are on record is not known yet where the issuer keeps no list.
    if (kind === 'blind')
        return false;
    if (secretId === undefined)
        return true;
    const ours = keys.filter(({ mark }) => mark?.secretId === secretId);
    const newest = ours.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).at(-1);
    if (newest === undefined)
        return true;
    const { expiresAt, createdAt } = newest;
    if (expiresAt !== undefined && policy.rolloverWindow.after(at) >= expiresAt)
        return true;
    return policy.command === 'rotate' && (policy.maxAge === undefined || policy.maxAge.after(createdAt) <= at);
}
/** A failure is for whoever asks for the answer; it is no failure of its own while nobody does. */
function remembered(answer) {
    answer.catch(() => undefined);
    return answer;
}

// EXTERNAL MODULE: ./build/rotation/decide.js + 1 modules
var decide = __nccwpck_require__(1294);
;// CONCATENATED MODULE: ./build/rotation/outcome.js

/**
 * What a run's steps come to.
 * @param known what stands now; in a dry run what stood and goes on standing
 * @param end what is known at the end of the steps; in a dry run what would be
 */
function outcomeOf(command, dryRun, steps, stop, error, known, end = known) {
    const made = end?.memory.halted?.kind !== 'not-yet';
    const changing = steps.filter(({ step }) => step.kind !== 'prove' && (step.kind !== 'make' || made));
    // What only made room for a key that was not made finished nothing.
    const telling = made ? steps : changing.filter(({ step }) => !MAKES_ROOM.has(step.kind));
    return {
        kind: kindOf(command, telling, stop, error, end),
        changed: !dryRun && changing.length > 0,
        dryRun,
        steps,
        stop,
        error,
        known,
    };
}
/** Steps that are taken only because a key is made after them. */
const MAKES_ROOM = new Set(['create-secret', 'prune']);
/** What a promotion by the run that stored the version is called. */
const PROMOTED = {
    rotate: 'rotated',
    rollover: 'rolled-over',
    rollback: 'rolled-back',
    retire: 'resumed',
};
/** Whether an end leaves nothing for the next run to finish. */
function isFailure(stop, end) {
    switch (stop.kind) {
        case 'nothing-to-roll-back-to':
        case 'answer-lost':
            return true;
        case 'not-yet':
            return stop.forced;
        case 'unproven':
            return end?.observation.issuer !== 'blind'; // there the next run tries the same key again
        default:
            return false;
    }
}
/** Whether a key became current since the run began: what another run was to do with this one's key. */
function isPromotedSince({ observation, memory }) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    return current !== undefined && current.record.since >= memory.startedAt;
}
function kindOf(command, steps, stop, error, end) {
    if (stop !== undefined && isFailure(stop, end))
        return 'failed';
    if (stop === undefined || error !== undefined) {
        const pending = end?.observation.versions.some(({ record, status }) => record?.stage === 'pending' && status === 'enabled');
        return pending === true ? 'incomplete' : 'failed';
    }
    if ((stop.kind !== 'settled' && stop.kind !== 'not-yet') || steps.some((done) => done.error !== undefined))
        return 'incomplete';
    const kinds = new Set(steps.map(({ step }) => step.kind));
    if (end?.memory.rolledBack === true)
        return 'rolled-back';
    if (end?.memory.helped === true)
        return isPromotedSince(end) ? PROMOTED[command] : 'incomplete';
    if (kinds.has('promote'))
        return end?.memory.resumed === false ? PROMOTED[command] : 'resumed';
    if (kinds.has('repair'))
        return 'repaired';
    if (kinds.has('retire'))
        return 'retired';
    return steps.length > 0 ? 'resumed' : 'not-due';
}

// EXTERNAL MODULE: ./build/rotation/plan.js
var plan = __nccwpck_require__(8352);
;// CONCATENATED MODULE: ./build/rotation/advice.js



/** Says what a person should know of a run that is about to begin: what is allowed and not wise, and what ends when. */
function advise(world, policy, observation, steps) {
    const makes = steps.some(({ kind }) => kind === 'make');
    adviseOnKeys(world, policy, observation, makes);
    adviseOnEnds(world, policy, observation, steps);
    adviseOnUndeclared(world, policy, observation);
}
/** Says what is allowed, and not wise. */
function adviseOnKeys(world, policy, observation, makes) {
    const self = observation.keys.has(world.signIn.accessKey);
    const wide = observation.targets.length > 1 || observation.targets.some(({ open }) => open);
    if (self && wide) {
        world.tell({
            kind: 'advice',
            text: 'This key can make keys, and it is given to more than one protected environment. Keep it in one, and let it ' +
                'rotate a key of an application with small permissions (application-id) for everybody else.',
        });
    }
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    if (current?.record.unproven === true) {
        world.tell({
            kind: 'advice',
            text: `The current key ${current.record.accessKey} was given to the targets although it could not be seen to work, ` +
                'and still it cannot. Look whether it works, and whether keys-api-verify-url and keys-api-verify-header ask ' +
                'the right thing; to replace it, run with command: rotate and force: true.',
        });
    }
    // What a blind issuer's rollover replaces is dead, and what it leaves alive it cannot end.
    if (observation.issuer === 'blind')
        return;
    if (makes && (0,rotation_observation/* currentGeneration */.Ev)(observation) === undefined && policy.replacesAccessKey === undefined) {
        const first = self ? world.signIn.accessKey : (0,new_key/* planNewKey */.b)(observation, policy, '', observation.at).replaces;
        const line = first === undefined ? 'replaces-access-key: <its access key>' : `replaces-access-key: ${first}`;
        world.tell({
            kind: 'advice',
            text: 'The key that was used until now goes on working: this action did not make it, and cannot know where else it ' +
                `stands. To have it retired after the grace period, add this line to the step: ${line}`,
        });
    }
}
/**
 * Says where a replaced key stands that nobody will bring up to date: in targets, or under names, that were declared
 * when it was written and are not any more.
 */
function adviseOnUndeclared(world, policy, observation) {
    const declared = new Set(observation.targets.flatMap(({ id, secrets }) => secrets.map(({ name }) => (0,rotation_record/* secretTag */.$q)(id, name))));
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    for (const { revision, record } of (0,rotation_observation/* generations */.YZ)(observation)) {
        const isCurrent = revision === current?.revision;
        if (!isCurrent && record.stage !== 'previous')
            continue;
        const left = [...record.written.keys()].filter((tag) => !declared.has(tag)).length;
        if (left === 0 || !(0,rotation_observation/* isAlive */._n)(observation, record.accessKey))
            continue;
        const end = policy.oldKey === 'keep'
            ? 'Nobody ends it'
            : isCurrent
                ? `It ends ${policy.grace.text} after it is replaced`
                : `It ends on ${policy.grace.after(record.since).toISOString()}`;
        world.tell({
            kind: 'advice',
            text: `${left} GitHub ${left === 1 ? 'secret was' : 'secrets were'} given ${record.accessKey} (v${revision}) and ` +
                `${left === 1 ? 'is' : 'are'} no longer declared as targets, so that no run brings them up to date. ${end}: ` +
                'declare them again, or see to it that nobody uses them.',
        });
    }
}
/** Says what a person may not expect of how keys end. */
function adviseOnEnds(world, policy, observation, steps) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    const lag = current === undefined ? [] : (0,rotation_observation/* lagging */.SO)(observation, current).map(({ label }) => label);
    const named = observation.keys.get(policy.replacesAccessKey ?? '');
    if (policy.command === 'retire' && lag.length > 0 && steps.some(({ kind }) => kind === 'retire')) {
        world.tell({
            kind: 'advice',
            text: `These targets may still hold a key that is ended now: ${lag.join('; ')}. Rotate to bring them to the current key.`,
        });
    }
    if (policy.command === 'rollover' && current !== undefined && observation.issuer === 'listing') {
        const key = observation.keys.get(current.record.accessKey);
        if (key !== undefined && key.expiresAt === undefined) {
            world.tell({
                kind: 'advice',
                text: `The current key ${key.accessKey} never expires, so rollover never replaces it. Use rotate with max-age, or ` +
                    'rotate once with force and an expiry.',
            });
        }
    }
    if (named?.mark !== undefined && named.mark.secretId !== observation.secretId) {
        world.tell({
            kind: 'advice',
            text: `replaces-access-key names ${named.accessKey}, which another secret (${named.mark.secretId}) looks after, so it ` +
                'is left alone. If that secret is gone, remove the mark [key-rotation …] from the description of the key.',
        });
    }
}

// EXTERNAL MODULE: ./build/rotation/elsewhere.js
var elsewhere = __nccwpck_require__(3067);
;// CONCATENATED MODULE: ./build/rotation/preflight.js





/**
 * Checks, before anything is changed, all that the planned steps need. What cannot be checked is said, and is no
 * problem.
 * @param ahead what was asked already
 * @returns every problem at once; none where the run may begin
 */
async function preflight(world, policy, known, steps, ahead) {
    const { observation } = known;
    const makes = steps.some(({ kind }) => kind === 'make');
    const stores = makes || steps.some(({ kind }) => kind === 'roll-back');
    const writes = new Set(steps.flatMap((step) => (step.kind === 'publish' || step.kind === 'repair' ? step.targets : [])));
    advise(world, policy, observation, steps);
    const [targets, limits, astray] = await Promise.all([
        ahead !== undefined && sameSet(ahead.ids, writes) ? ahead.problems : world.targets.prepare([...writes]),
        makes && world.issuer.kind === 'listing' ? (ahead?.limits ?? world.issuer.limits()) : undefined,
        observation.secretId === undefined ? placeProblems(world) : [],
    ]);
    const room = stores ? roomProblems(world, observation, steps) : [];
    return [
        ...timeProblems(world),
        ...targets,
        ...astray,
        ...room,
        ...(limits === undefined ? [] : limitProblems(world, policy, observation, steps, limits)),
        ...(makes && world.issuer.kind === 'blind'
            ? await issueProblems(world, world.issuer, policy, observation)
            : []),
    ];
}
/** How far the services' clocks may be apart, in milliseconds. A GitHub server of one's own may well be some minutes off. */
const CLOCKS_APART_MS = 60 * 60 * 1000;
/**
 * Ages, grace periods and deadlines go by what the services say of the time. Where one of them is far off (a gateway in
 * between that answers with a `Date` of its own), nobody knows what is due, and a key could be retired too early.
 */
function timeProblems({ clock, targets }) {
    const [at, there] = [clock.now(), targets.now()];
    if (there === undefined || Math.abs(at.getTime() - there.getTime()) <= CLOCKS_APART_MS)
        return [];
    return [
        {
            about: 'clock',
            problem: `the answers of Scaleway are dated ${at.toISOString()}, and those of GitHub ${there.toISOString()}`,
            remedy: 'Look at what stands between the runner and the service whose Date is wrong (a proxy, a gateway, a server of your own), and set its clock',
            knownCause: 'clock-off',
        },
    ];
}
function sameSet(a, b) {
    return a.size === b.size && [...a].every((item) => b.has(item));
}
/** What keeps a blind issuer from making a key, as far as it shows beforehand. */
async function issueProblems(world, issuer, policy, observation) {
    // What is taken over is on record, and can be rolled over, by then.
    const source = (0,rollover_source/* rolloverSource */.$)(observation) ?? observation.takeOver?.accessKey ?? issuer.first;
    const missing = policy.command === 'rollover' && source === undefined ? [NOTHING_TO_ROLL_OVER] : [];
    return [...issuer.problems(world.clock.now()), ...missing, ...(await recoveryProblems(world))];
}
/** What keeps a key from being sealed for its recovery; when that is needed, it is too late to find out. */
async function recoveryProblems({ sealForRecovery }) {
    try {
        await sealForRecovery?.('a key that is none');
        return [];
    }
    catch (error) {
        return [
            {
                about: 'recovery-public-key',
                problem: `nothing can be sealed to it (${error instanceof Error ? error.message : String(error)})`,
                remedy: 'Make a new pair of keys, and give the public one: npm run recovery -- new FILE',
            },
        ];
    }
}
/** That the secret of this very rotation stands in another place: here it would begin anew, with another key. */
async function placeProblems(world) {
    const found = (await world.store.elsewhere?.()) ?? [];
    const own = found.find(({ tags }) => tags.includes(world.rotatorTag));
    if (own !== undefined)
        return [(0,elsewhere/* elsewhereProblem */.e)(own)];
    const [other] = found;
    if (other !== undefined) {
        world.tell({
            kind: 'advice',
            text: `There is no secret of this name here, so this run begins with a new one; ${other.where} has one of the same name and path, which is left alone.`,
        });
    }
    return [];
}
function roomProblems(world, observation, steps) {
    const { capacity } = world.store;
    const freed = steps.filter(({ kind }) => kind === 'prune').length;
    const there = observation.versions.filter(({ status }) => status === 'enabled' || status === 'disabled').length;
    const going = observation.versions.filter(({ status }) => status === 'scheduled_for_deletion').length;
    if (there - freed < capacity) {
        // Whether versions that are being deleted count is nowhere said; the store itself will tell.
        if (there + going >= capacity) {
            const why = `${going} versions are being deleted, which may count towards the limit of ${capacity} for seven days`;
            world.tell({ kind: 'unchecked', what: 'the room left in the secret', why });
        }
        return [];
    }
    return [
        {
            about: 'secret-name',
            problem: `the secret has ${there} versions of at most ${capacity}, and none of them is of a dead key that this action made`,
            remedy: 'Delete versions that nobody needs any more, or name another secret',
            knownCause: 'scaleway-twenty-versions',
        },
    ];
}
function limitProblems(world, policy, observation, steps, limits) {
    const problems = [];
    const { keysLeft, maxLifetimeMs } = limits;
    const at = world.clock.now();
    const { expiresAt } = (0,new_key/* planNewKey */.b)(observation, policy, world.signIn.accessKey, at);
    const ended = steps.filter((step) => step.kind === 'discard' || (step.kind === 'retire' && step.how === 'delete'));
    if (!keysLeft.known)
        world.tell({ kind: 'unchecked', what: 'the quota of API keys', why: keysLeft.why });
    else if (keysLeft.value !== undefined && keysLeft.value + ended.length < 1) {
        problems.push({
            about: 'quota',
            problem: "the organization's quota of API keys is full",
            remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
            knownCause: 'scaleway-api-key-quota-full',
        });
    }
    if (!maxLifetimeMs.known) {
        world.tell({
            kind: 'unchecked',
            what: "the organization's maximum API key lifetime",
            why: maxLifetimeMs.why,
        });
    }
    else if (maxLifetimeMs.value !== undefined && maxLifetimeMs.value > 0) {
        const days = formatDays(maxLifetimeMs.value);
        if (expiresAt === undefined) {
            problems.push({
                about: 'expiry',
                problem: `the organization allows no API key without an expiry (at most ${days})`,
                remedy: `Set expiry to at most ${days}, for example 30d`,
                knownCause: 'scaleway-maximum-api-key-lifetime',
            });
        }
        else if (expiresAt.getTime() - at.getTime() > maxLifetimeMs.value) {
            problems.push({
                about: 'expiry',
                problem: `the new key would live until ${expiresAt.toISOString()}, longer than the organization allows (at most ${days})`,
                remedy: `Set expiry to at most ${days}`,
                knownCause: 'scaleway-maximum-api-key-lifetime',
            });
        }
    }
    if (policy.expiry.kind === 'inherit' && expiresAt !== undefined && policy.maxAge !== undefined) {
        if (expiresAt < policy.grace.after(policy.maxAge.after(at))) {
            problems.push({
                about: 'expiry',
                problem: `the new key would live as long as the replaced one did, until ${expiresAt.toISOString()}, which is shorter than max-age (${policy.maxAge.text}) plus grace-period (${policy.grace.text})`,
                remedy: 'Set expiry to something longer, for example three times max-age, or a shorter max-age',
            });
        }
    }
    return problems;
}
function formatDays(milliseconds) {
    const days = milliseconds / 86_400_000;
    return Number.isInteger(days) ? `${days}d` : `${Math.floor(milliseconds / 1000)}s`;
}

// EXTERNAL MODULE: ./build/rotation/steps.js
var rotation_steps = __nccwpck_require__(6888);
;// CONCATENATED MODULE: ./build/rotation/rotate.js













/** Steps that may fail without harm to what follows. The next run tries them again. */
const HOUSEKEEPING = new Set([
    'discard',
    'give-up',
    'mark-previous',
    'close',
    'retire',
    'prune',
]);
/**
 * One run of a command that changes something: observes, decides and acts until there is nothing left to do.
 * Never throws: whatever happened is in the outcome, together with what was done before it.
 */
async function rotate(world, policy, dryRun) {
    const steps = [];
    const finish = (stop, error, known, end) => outcomeOf(policy.command, dryRun, steps, stop, error, known, end);
    let known;
    try {
        let ahead;
        const observation = await observe(world, policy, (look) => {
            ahead = askAhead(world, policy, look);
        });
        world.tell({ kind: 'observed', observation });
        known = { observation, memory: freshMemory(observation) };
        const planned = (0,plan/* plan */.et)(known, policy, world.signIn.accessKey);
        const problems = await preflight(world, policy, known, planned.steps, ahead);
        if (problems.length > 0)
            throw new ports/* RunProblems */.ww(problems);
        if (dryRun) {
            for (const step of planned.steps) {
                world.tell({ kind: 'step', step });
                steps.push({ step, error: undefined });
            }
            return finish(planned.stop, undefined, known, planned.end);
        }
        const actor = createActor(world, policy);
        for (;;) {
            const step = (0,decide/* decide */.L)(known.observation, policy, known.memory);
            if (step.kind === 'stop')
                return finish(step.because, undefined, known);
            if (steps.length === plan/* MAX_STEPS */.rh)
                throw new Error('this run does not come to an end; this is a bug');
            if (world.stopping()) {
                world.tell({ kind: 'interrupted' });
                throw new rotation_world/* Interrupted */.j('the run was asked to end; the next run goes on from here');
            }
            if (known.memory.failedSteps.has((0,rotation_steps/* stepName */.u)(step))) {
                throw new Error(`the step "${(0,rotation_steps/* stepName */.u)(step)}" failed, and nothing can be done before it`);
            }
            world.tell({ kind: 'step', step, known });
            try {
                known = await actor.act(known, step);
                steps.push({ step, error: undefined });
                world.tell({ kind: 'step-done', step });
            }
            catch (error) {
                steps.push({ step, error });
                world.tell({ kind: 'step-failed', step, error });
                // Past the deadline nothing may be changed any more, so nothing that follows could succeed.
                const late = world.clock.now().getTime() > known.memory.startedAt.getTime() + rotation_policy/* RUN_DEADLINE_MS */.Y;
                if (!HOUSEKEEPING.has(step.kind) || late)
                    throw error;
                known = (0,effects/* afterFailure */.HP)(known, step);
            }
        }
    }
    catch (error) {
        return finish(undefined, error, known);
    }
}
function freshMemory(observation) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    return {
        startedAt: observation.at,
        targetsAsLeft: current !== undefined && (0,rotation_observation/* lagging */.SO)(observation, current).length === 0,
        made: undefined,
        resumed: false,
        promoted: false,
        helped: false,
        unproven: undefined,
        halted: undefined,
        rolledBack: false,
        proven: new Set(),
        failedTargets: new Set(),
        failedSteps: new Set(),
    };
}

;// CONCATENATED MODULE: ./build/services/deadline.js

/** The run is older than any run may be; what it would change now could undo what another one did since. */
class DeadlinePassed extends Error {
    name = 'DeadlinePassed';
}
/**
 * What is asked before each request that changes something.
 * @param limitMs what is changed later than this after the run began is refused
 * @throws {DeadlinePassed} when the run began more than D ago by the services' time (protocol, D), or `limitMs`
 */
function createDeadline(clock, limitMs = rotation_policy/* RUN_DEADLINE_MS */.Y) {
    const stamp = clock.stamp();
    let began;
    const leftMs = () => {
        // Fixed once the services' time is known: every later answer tells their time anew, and a machine that slept in
        // between, its own clocks with it, must not take its beginning along.
        began ??= stamp();
        return limitMs - (clock.now().getTime() - began.getTime());
    };
    const check = () => {
        if (leftMs() > 0)
            return;
        const minutes = limitMs / 60_000;
        throw new DeadlinePassed(`this run began more than ${minutes} minutes ago, so it changes nothing more: another one may be at work. The next run goes on from here`);
    };
    return Object.assign(check, { leftMs });
}

// EXTERNAL MODULE: ./build/services/service-clock.js
var service_clock = __nccwpck_require__(4777);
// EXTERNAL MODULE: ./build/store/secret-manager.js + 5 modules
var secret_manager = __nccwpck_require__(8568);
// EXTERNAL MODULE: ./build/store/payload.js
var store_payload = __nccwpck_require__(9496);
// EXTERNAL MODULE: ./build/targets/seal.js
var seal = __nccwpck_require__(428);
// EXTERNAL MODULE: ./build/commands/github.js + 25 modules
var commands_github = __nccwpck_require__(5610);
// EXTERNAL MODULE: ./build/issuers/keys-api.js
var keys_api = __nccwpck_require__(6426);
// EXTERNAL MODULE: ./build/services/connection.js + 1 modules
var connection = __nccwpck_require__(9538);
;// CONCATENATED MODULE: ./build/commands/keys-api.js





/**
 * Signs in to a keys API as the inputs say.
 * @param clock the run's time, by which its deadline goes
 */
function connectKeysApi({ url, token, name, permissions, expiry, first, verify }, { fetch, mask, debug, sleep }, clock) {
    const connect = (baseUrl, allowChange) => (0,connection/* createConnection */.tq)({
        service: 'the keys API',
        baseUrl,
        clock: (0,service_clock/* createServiceClock */.o)(sleep),
        fetch,
        allowChange,
        debug,
        retryForbidden: false,
    });
    return (0,keys_api/* createKeysApi */.n)({
        // What it shows is shown once, so it is asked only while there is time left to store the answer.
        api: connect(url, createDeadline(clock, rotation_policy/* RUN_DEADLINE_MS */.Y / 2)),
        url,
        token,
        name,
        permissions,
        expiry,
        first,
        verify: verify && {
            ...verify,
            fetch: connect(verify.url, () => {
                throw new Error('a key is only shown to be seen to work; this is a bug');
            }),
        },
        mask,
    });
}

// EXTERNAL MODULE: ./build/commands/scaleway.js
var commands_scaleway = __nccwpck_require__(3782);
;// CONCATENATED MODULE: ./build/commands/rotate.js













/**
 * `rotate`: everything that it touches is put together here. Never throws; what happened is in the outcome.
 * @param access what this key has in common with others of the same job at GitHub; its own where undefined
 */
async function runRotate(inputs, policy, surroundings, tell, access) {
    const github = access ?? (0,commands_github/* openGithub */.K)(inputs.github, surroundings, tell);
    try {
        return await rotate(createWorld(inputs, github, surroundings, tell), policy, inputs.dryRun);
    }
    finally {
        if (access === undefined)
            for (const text of await github.close())
                tell({ kind: 'advice', text });
    }
}
function createWorld(inputs, github, surroundings, tell) {
    const { scaleway, keysApi, store, key, rotator } = inputs;
    const { mask, sleep, stopping } = surroundings;
    // Scaleway's time is the run's: the ages of keys and the deadline go by it.
    const clock = (0,service_clock/* createServiceClock */.o)(sleep);
    const deadline = createDeadline(clock);
    const session = (0,commands_scaleway/* connectScaleway */.o)(scaleway, surroundings, clock, deadline);
    const payload = (0,store_payload/* payloadOf */.Md)(keysApi === undefined ? 'scaleway' : 'keys-api');
    return {
        issuer: keysApi === undefined
            ? createScalewayIssuer({
                session,
                applicationId: key.applicationId,
                organizationId: scaleway.organizationId,
                mask,
            })
            : connectKeysApi(keysApi, surroundings, clock),
        store: (0,secret_manager/* createSecretManager */.G)({
            session,
            projectId: scaleway.projectId,
            name: store.name,
            path: store.path,
            payload,
            mask,
            sleep,
        }),
        targets: (0,commands_github/* targetsFor */.Y)(github, inputs, surroundings, deadline, payload.write, tell),
        clock,
        tell,
        stopping,
        newAttempt: () => (0,external_node_crypto_.randomInt)(36 ** 8).toString(36),
        rotatorTag: rotatorTag(inputs),
        run: `${rotator.run.id}/${rotator.run.attempt}${rotator.actor === undefined ? '' : ` by ${rotator.actor}`}`,
        sealForRecovery: sealFor(keysApi?.recoveryPublicKey),
        signIn: { accessKey: scaleway.accessKey, secret: scaleway.secretKey },
    };
}
/** A repository is one rotator for each key of its file, and without a file for each issuer: no secret is another's. */
function rotatorTag({ rotator, keysApi }) {
    const which = rotator.key === undefined ? (keysApi === undefined ? '' : ':keys-api') : `:key:${rotator.key}`;
    return `${rotation_world/* ROTATOR_TAG_PREFIX */.C}repository:${rotator.repositoryId}${which}`;
}
function sealFor(publicKey) {
    return publicKey === undefined ? undefined : (text) => (0,seal/* seal */.od)(text, { id: 'recovery', key: publicKey });
}
/** What the inputs want of a rotation. */
function policyOf({ command, key, oldKey, store }) {
    const { expiry } = key;
    return {
        command,
        maxAge: key.maxAge && spanOf(key.maxAge),
        rolloverWindow: spanOf(key.rolloverWindow),
        force: key.force,
        grace: spanOf(oldKey.gracePeriod),
        oldKey: oldKey.policy,
        expiry: expiry.kind === 'after' ? { kind: 'after', span: spanOf(expiry.duration) } : expiry,
        description: key.description,
        replacesAccessKey: key.replacesAccessKey,
        takeOver: key.takeOver,
        keepVersions: store.keepVersions,
        propagationTimeoutMs: key.propagationTimeout.seconds * 1000,
    };
}
function spanOf(duration) {
    return {
        text: (0,inputs_duration/* formatDuration */.a3)(duration),
        none: (0,inputs_duration/* isZero */.be)(duration),
        after: (from) => (0,inputs_duration/* addDuration */.Gw)(from, duration),
    };
}


/***/ }),

/***/ 3782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ connectScaleway)
/* harmony export */ });
/* harmony import */ var _services_connection_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9538);
/* harmony import */ var _services_scaleway_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(928);


/** Signs in to Scaleway as the inputs say. */
function connectScaleway({ accessKey, secretKey, apiUrl, region }, { fetch, debug }, clock, allowChange) {
    const options = { service: 'Scaleway', baseUrl: apiUrl, clock, fetch, allowChange, debug };
    return (0,_services_scaleway_js__WEBPACK_IMPORTED_MODULE_1__/* .createScalewaySession */ .o9)((0,_services_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .createConnection */ .tq)({ ...options, retryForbidden: true }), (0,_services_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .createConnection */ .tq)({ ...options, retryForbidden: false }), apiUrl, region, { accessKey, secret: secretKey });
}


/***/ }),

/***/ 5128:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ createStopSignal)
/* harmony export */ });
/**
 * Listens for what a cancelled job gets: SIGINT, then, 7.5 seconds later, SIGTERM. The process goes on: what was
 * begun is finished, nothing new is begun.
 */
function createStopSignal() {
    const asked = new AbortController();
    const listen = () => {
        for (const signal of ['SIGINT', 'SIGTERM']) {
            process.on(signal, () => {
                asked.abort();
            });
        }
    };
    // It takes some milliseconds, which the first request need not wait for: until then nothing is begun, and a signal
    // ends the process as it always does.
    setImmediate(listen);
    return {
        stopping: () => asked.signal.aborted,
        sleep: (milliseconds) => new Promise((resolve) => {
            if (asked.signal.aborted) {
                resolve();
                return;
            }
            const done = () => {
                clearTimeout(timer);
                asked.signal.removeEventListener('abort', done);
                resolve();
            };
            const timer = setTimeout(done, milliseconds);
            asked.signal.addEventListener('abort', done);
        }),
    };
}


/***/ }),

/***/ 82:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ loadConfig)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./build/config/load.js


/** Nobody writes a larger one by hand: thousands of keys fit. In bytes. */
const LARGEST = 1024 * 1024;
/**
 * Reads the file that the input `config` names. It lies inside the workspace, and no link leads out of it: what is
 * checked out may be somebody else's.
 * @param workspace the folder that the repository was checked out to (`GITHUB_WORKSPACE`)
 */
function loadConfig(path, workspace) {
    const example = 'a path inside the workspace, for example .github/key-rotation.yml';
    const no = (problem, remedy = example) => ({
        ok: false,
        problem: { input: 'config', problem, remedy },
    });
    if (workspace === undefined)
        return no('there is no workspace (GITHUB_WORKSPACE is not set)');
    if ((0,external_node_path_namespaceObject.isAbsolute)(path))
        return no('an absolute path is not taken');
    try {
        const root = (0,external_node_fs_.realpathSync)(workspace);
        const file = (0,external_node_fs_.realpathSync)((0,external_node_path_namespaceObject.join)(root, path));
        const inside = (0,external_node_path_namespaceObject.relative)(root, file);
        if (inside === '' || inside === '..' || inside.startsWith(`..${external_node_path_namespaceObject.sep}`) || (0,external_node_path_namespaceObject.isAbsolute)(inside))
            return no('the file lies outside the workspace');
        // Opened once and asked then, so that it cannot become another file in between.
        const handle = (0,external_node_fs_.openSync)(file, 'r');
        try {
            const stat = (0,external_node_fs_.fstatSync)(handle);
            if (!stat.isFile())
                return no('this is no file');
            if (stat.size > LARGEST)
                return no(`the file has more than ${LARGEST} bytes`, 'several smaller files');
            const text = new TextDecoder('utf-8', { fatal: true }).decode((0,external_node_fs_.readFileSync)(handle));
            return { ok: true, text };
        }
        finally {
            (0,external_node_fs_.closeSync)(handle);
        }
    }
    catch (error) {
        const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
        if (code === 'ENOENT' || code === 'ENOTDIR') {
            return no('there is no such file in the workspace', `check the repository out first, and give ${example}`);
        }
        if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
            return no('the file is not UTF-8', 'save it as UTF-8');
        return no(`the file cannot be read${code === '' ? '' : ` (${code})`}`);
    }
}


/***/ }),

/***/ 7096:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   MN: () => (/* binding */ KEY_FIELDS),
/* harmony export */   ln: () => (/* binding */ CONFIG_SCHEMA)
/* harmony export */ });
/* unused harmony export KEY_NAME */
const text = { type: 'string', minLength: 1 };
/** A duration; `0` may be written as a number. */
const duration = { type: ['string', 'integer'], minLength: 1, minimum: 0, maximum: 0 };
const list = { type: ['string', 'array'], minLength: 1, minItems: 1, items: text };
const flag = { type: 'boolean' };
const oneOf = (...values) => ({ type: 'string', enum: values });
/** What a key may say of itself, under the names that the step's inputs have. No secret is among it. */
const KEY_FIELDS = {
    issuer: oneOf('scaleway', 'keys-api'),
    'scw-project-id': text,
    'scw-region': oneOf('fr-par', 'nl-ams', 'pl-waw'),
    'keys-api-url': text,
    'keys-api-name': text,
    'keys-api-permissions': list,
    'keys-api-verify-url': text,
    'keys-api-verify-header': text,
    'keys-api-verify-origin': text,
    'recovery-public-key': text,
    'application-id': text,
    description: text,
    expiry: duration,
    'max-age': duration,
    'rollover-window': duration,
    'replaces-access-key': text,
    'take-over': flag,
    'propagation-timeout': duration,
    'secret-name': text,
    'secret-path': text,
    'keep-versions': { type: 'integer' },
    repositories: list,
    environments: list,
    organization: text,
    visibility: oneOf('all', 'private', 'selected'),
    'selected-repositories': list,
    kinds: list,
    'access-key-secret': list,
    'secret-key-secret': list,
    'bundle-secret': list,
    'api-key-secret': list,
    'access-key-variable': list,
    'on-unreachable': oneOf('fail', 'continue'),
    'old-key': oneOf('delete', 'keep'),
    'grace-period': duration,
};
/** Names of keys become parts of tags and of names of secrets. */
const KEY_NAME = '^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$';
/** The schema of a file of keys (`config`): what editors complete and what the action checks. */
const CONFIG_SCHEMA = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Keys that scaleway-key-rotation rotates',
    type: 'object',
    required: ['keys'],
    additionalProperties: false,
    properties: {
        defaults: {
            description: 'What holds for every key that does not say otherwise.',
            type: 'object',
            additionalProperties: false,
            properties: KEY_FIELDS,
        },
        keys: {
            description: 'The keys, by name.',
            type: 'object',
            minProperties: 1,
            propertyNames: { pattern: KEY_NAME },
            additionalProperties: {
                type: ['object', 'null'],
                additionalProperties: false,
                properties: KEY_FIELDS,
            },
        },
    },
};


/***/ }),

/***/ 2828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ leastSeconds),
/* harmony export */   XE: () => (/* binding */ pointsOf),
/* harmony export */   il: () => (/* binding */ spread),
/* harmony export */   r2: () => (/* binding */ MOST_JOBS)
/* harmony export */ });
/** The most jobs that a matrix can have. */
const MOST_JOBS = 256;
/** What GitHub counts for a request that writes, and for one that reads. */
const WRITE_POINTS = 5;
const READ_POINTS = 1;
/** GitHub's points a minute. */
const POINTS_PER_MINUTE = 900;
/** Where nobody says how many jobs there are to be: one for so many writes. */
const WRITES_PER_JOB = 100;
/** How many points of GitHub's budget a load costs. */
function pointsOf({ writes, reads }) {
    return writes * WRITE_POINTS + reads * READ_POINTS;
}
/**
 * Spreads keys over jobs so that each has about as many points to spend: the heaviest key first, always to the job
 * that has least. More jobs are more isolation and no more speed, because they share GitHub's limits.
 * @param jobs how many jobs there are to be at most; as few as seem sensible where undefined
 * @returns no job without a key; the keys of a job in the order of the file
 */
function spread(loads, jobs) {
    const total = loads.reduce((sum, { writes }) => sum + writes, 0);
    const wanted = jobs ?? Math.max(1, Math.ceil(total / WRITES_PER_JOB));
    const count = Math.min(wanted, MOST_JOBS, loads.length);
    const bins = Array.from({ length: count }, () => ({ points: 0, loads: [] }));
    for (const load of loads.toSorted((a, b) => pointsOf(b) - pointsOf(a))) {
        const lightest = bins.reduce((least, bin) => (isLighter(bin, least) ? bin : least));
        lightest.points += pointsOf(load);
        lightest.loads.push(load);
    }
    const all = bins.reduce((sum, { points }) => sum + points, 0);
    // No job may be left without any, however little it is expected to need.
    const parts = bins.map(({ points }) => (all === 0 ? 1 : Math.max(points / all, 0.5 / count)));
    const whole = parts.reduce((sum, part) => sum + part, 0);
    return bins.map(({ loads: own }, index) => ({
        keys: loads.filter((load) => own.includes(load)).map(({ name }) => name),
        writes: own.reduce((sum, { writes }) => sum + writes, 0),
        reads: own.reduce((sum, { reads }) => sum + reads, 0),
        budget: (parts[index] ?? 1) / whole,
    }));
}
function isLighter(a, b) {
    return a.points < b.points || (a.points === b.points && a.loads.length < b.loads.length);
}
/**
 * How long a number of points takes at least under GitHub's limits, in seconds: the first minute's points go out at
 * once, every further minute's when that one is over.
 */
function leastSeconds(points) {
    return Math.max(0, Math.ceil(points / POINTS_PER_MINUTE) - 1) * 60;
}


/***/ }),

/***/ 1296:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2413);
/* harmony import */ var _commands_rotate_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8615);
/* harmony import */ var _commands_retrieve_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2471);
/* harmony import */ var _commands_stop_signal_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(5128);
/* harmony import */ var _config_load_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(82);
/* harmony import */ var _inputs_index_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7409);
/* harmony import */ var _services_proxy_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(7589);
/* harmony import */ var _trust_masks_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(9572);









const { mask, redact } = (0,_trust_masks_js__WEBPACK_IMPORTED_MODULE_6__/* .createMasker */ .a)(_actions_core__WEBPACK_IMPORTED_MODULE_1__.setSecret);
/**
 * Reads what the run was told, runs the command, reports. The only code that runs when this file is loaded. What a
 * command does not need is not loaded, and what is needed later is loaded while the first answers are waited for.
 */
async function main() {
    // Before anything else, malformed values included: a secret in the wrong input is still a secret.
    for (const name of _inputs_index_js__WEBPACK_IMPORTED_MODULE_5__/* .SECRET_VARIABLES */ .VP)
        mask(process.env[name] ?? '');
    const source = { input: (name) => _actions_core__WEBPACK_IMPORTED_MODULE_1__.getInput(name), env: process.env, event: readEvent() };
    const given = await readAll(source);
    // Nothing that is started or loaded later needs to find them here.
    for (const name of _inputs_index_js__WEBPACK_IMPORTED_MODULE_5__/* .SECRET_VARIABLES */ .VP)
        Reflect.deleteProperty(process.env, name);
    for (const name of (0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_5__/* .unknownInputs */ .qs)(process.env))
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.warning(`Unknown input: ${name}`, { title: 'Inputs' });
    if (!given.ok) {
        const { limitAnnotations } = await Promise.all(/* import() */[__nccwpck_require__.e(730), __nccwpck_require__.e(371)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5371));
        const annotations = limitAnnotations(_actions_core__WEBPACK_IMPORTED_MODULE_1__);
        for (const { input, problem, remedy, at } of given.problems) {
            const where = at === undefined ? '' : `${at.file}:${at.line}:${at.column}: `;
            const place = at && { file: at.file, startLine: at.line, startColumn: at.column };
            const words = redact(`${where}${input}: ${problem}. Right would be: ${remedy}`);
            annotations.error(words, { title: `Input ${input}`, ...place });
        }
        annotations.finish();
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput('outcome', 'failed');
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput('changed', 'false');
        const count = given.problems.length === 1 ? '1 problem' : `${given.problems.length} problems`;
        fail(`Nothing was changed: ${count} with the inputs, listed above.`, 'Key rotation: failed');
        return;
    }
    const stop = (0,_commands_stop_signal_js__WEBPACK_IMPORTED_MODULE_7__/* .createStopSignal */ .V)();
    const surroundings = {
        fetch: await (0,_services_proxy_js__WEBPACK_IMPORTED_MODULE_8__/* .createFetch */ .H)(process.env),
        mask,
        // The runner hides such lines unless somebody debugs, and there may be thousands.
        debug: _actions_core__WEBPACK_IMPORTED_MODULE_1__.isDebug()
            ? (line) => {
                _actions_core__WEBPACK_IMPORTED_MODULE_1__.debug(redact(line));
            }
            : () => undefined,
        sleep: stop.sleep,
        stopping: stop.stopping,
    };
    const { inputs } = given;
    if (inputs.command === 'retrieve')
        await retrieve(inputs, surroundings);
    else if (inputs.command === 'fleet')
        await fleet(inputs, surroundings);
    else if (inputs.command === 'plan')
        await plan(inputs, surroundings);
    else
        await rotate(inputs, surroundings);
}
/** Reads the inputs, and the file of keys where one is named; what can read that one is loaded only then. */
async function readAll(source) {
    const path = source.input('config').trim();
    if (path === '')
        return (0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_5__/* .readInputs */ .Ko)(source);
    const loaded = (0,_config_load_js__WEBPACK_IMPORTED_MODULE_4__/* .loadConfig */ .Z)(path, process.env['GITHUB_WORKSPACE']);
    if (!loaded.ok)
        return { ok: false, problems: [loaded.problem] };
    const { parseConfig } = await Promise.all(/* import() */[__nccwpck_require__.e(225), __nccwpck_require__.e(812)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3812));
    return (0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_5__/* .readInputs */ .Ko)(source, { path, content: parseConfig(loaded.text, path) });
}
async function rotate(inputs, surroundings) {
    const policy = (0,_commands_rotate_js__WEBPACK_IMPORTED_MODULE_2__/* .policyOf */ .U)(inputs);
    const early = [];
    let tell = (event) => {
        early.push(event);
    };
    const running = (0,_commands_rotate_js__WEBPACK_IMPORTED_MODULE_2__/* .runRotate */ .n)(inputs, policy, surroundings, (event) => {
        tell(event);
    });
    const { createLog, limitAnnotations, renderSummary, rotationOutputs, troubleshootingPage } = await Promise.all(/* import() */[__nccwpck_require__.e(730), __nccwpck_require__.e(371)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5371));
    const page = troubleshootingPage(process.env);
    const annotations = limitAnnotations(_actions_core__WEBPACK_IMPORTED_MODULE_1__);
    // The clock began with the process, and so did the run.
    const log = createLog({ core: annotations, redact, dryRun: inputs.dryRun, page, began: 0 });
    for (const event of early)
        log.tell(event);
    tell = log.tell;
    const outcome = await running;
    const verdict = log.finish(outcome, policy);
    annotations.finish();
    const context = { redact, notes: log.notes, page };
    setOutputs(rotationOutputs(outcome, policy, context));
    await writeSummary(() => renderSummary(outcome, policy, context));
    await end(verdict, outcome.kind);
}
async function fleet({ keys }, surroundings) {
    const { runFleet } = await Promise.all(/* import() */[__nccwpck_require__.e(730), __nccwpck_require__.e(757)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1757));
    const { fleetOutcome, fleetOutputs, fleetVerdict, renderFleetSummary, troubleshootingPage } = await Promise.all(/* import() */[__nccwpck_require__.e(730), __nccwpck_require__.e(371)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5371));
    const page = troubleshootingPage(process.env);
    const results = await runFleet(keys, surroundings, _actions_core__WEBPACK_IMPORTED_MODULE_1__, redact, page, ({ name, verdict }, done) => {
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.info(`${name}: ${verdict} (${done} of ${keys.length} keys)`);
    });
    setOutputs(fleetOutputs(results));
    await writeSummary(() => renderFleetSummary(results));
    await end(fleetVerdict(results), fleetOutcome(results));
}
async function plan(inputs, surroundings) {
    const { runPlan } = await __nccwpck_require__.e(/* import() */ 996).then(__nccwpck_require__.bind(__nccwpck_require__, 3996));
    const planned = await runPlan(inputs, surroundings);
    const { errorText, matrixOf, planVerdict, renderPlan } = await Promise.all(/* import() */[__nccwpck_require__.e(730), __nccwpck_require__.e(371)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5371));
    for (const { name, outcome } of planned.unknown) {
        const words = errorText(outcome.error, redact).join(' ');
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.warning(`${name} could not be looked at; its job will say so again. ${words}`, { title: name });
    }
    setOutputs({ outcome: 'planned', changed: 'false', matrix: matrixOf(planned) });
    await writeSummary(() => renderPlan(planned));
    _actions_core__WEBPACK_IMPORTED_MODULE_1__.info(planVerdict(planned));
}
function setOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs))
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput(name, value);
}
async function writeSummary(render) {
    try {
        await _actions_core__WEBPACK_IMPORTED_MODULE_1__.summary.addRaw(render()).write();
    }
    catch (error) {
        // The rotation is what it is; only the page about it is missing.
        const { errorText } = await Promise.all(/* import() */[__nccwpck_require__.e(730), __nccwpck_require__.e(371)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5371));
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.warning(errorText(error, redact).join('\n'), { title: 'Job summary' });
    }
}
/** The last line of the log. */
async function end(verdict, kind) {
    const { isFailure } = await Promise.all(/* import() */[__nccwpck_require__.e(730), __nccwpck_require__.e(371)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5371));
    if (isFailure(kind))
        fail(verdict, `Key rotation: ${kind}`);
    else
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.info(verdict);
}
/** Fails the step, as the toolkit's own `setFailed` does, which knows no title. */
function fail(message, title) {
    process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_1__.ExitCode.Failure;
    _actions_core__WEBPACK_IMPORTED_MODULE_1__.error(message, { title });
}
async function retrieve(inputs, surroundings) {
    const found = await (0,_commands_retrieve_js__WEBPACK_IMPORTED_MODULE_3__/* .runRetrieve */ .s)(inputs, surroundings);
    const { exportedVariables, retrieveOutputs } = await Promise.all(/* import() */[__nccwpck_require__.e(730), __nccwpck_require__.e(371)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5371));
    setOutputs(retrieveOutputs(found, inputs.issuer, mask));
    if (inputs.exportEnv) {
        for (const [name, value] of Object.entries(exportedVariables(found, inputs.issuer)))
            _actions_core__WEBPACK_IMPORTED_MODULE_1__.exportVariable(name, value);
    }
    _actions_core__WEBPACK_IMPORTED_MODULE_1__.info(`Retrieved the key ${found.credential.accessKey} (version ${found.revision} of the secret).`);
}
/** The event that started the workflow; undefined where there is none to read. Only `workflow_run` needs it. */
function readEvent() {
    const path = process.env['GITHUB_EVENT_PATH'];
    if (path === undefined || path === '')
        return undefined;
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
    }
    catch (error) {
        _actions_core__WEBPACK_IMPORTED_MODULE_1__.debug(`The event at GITHUB_EVENT_PATH cannot be read: ${redact(String(error))}`);
        return undefined;
    }
}
try {
    await main();
}
catch (error) {
    const { tellError, troubleshootingPage } = await Promise.all(/* import() */[__nccwpck_require__.e(730), __nccwpck_require__.e(371)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5371));
    tellError(_actions_core__WEBPACK_IMPORTED_MODULE_1__, error, 'The run could not go on', redact, troubleshootingPage(process.env));
    _actions_core__WEBPACK_IMPORTED_MODULE_1__.setOutput('outcome', 'failed');
    fail('The run failed; see the errors above.', 'Key rotation: failed');
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 7198:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   Gw: () => (/* binding */ addDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   be: () => (/* binding */ isZero),
/* harmony export */   dl: () => (/* binding */ DURATION_GRAMMAR),
/* harmony export */   f2: () => (/* binding */ ZERO),
/* harmony export */   nR: () => (/* binding */ canEndBefore)
/* harmony export */ });
const ZERO = { months: 0, seconds: 0 };
/** How durations are written, for messages and documentation. */
const DURATION_GRAMMAR = 'a whole number and one letter: 1H, 1D, 1M, 1Y (upper case: hours, days, calendar months, calendar years) ' +
    'or 30s, 90m, 12h, 7d, 2w (lower case: seconds, minutes, hours, days, weeks); ' +
    'or ISO 8601 (P1Y2M10DT2H30M); or 0';
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const LONGEST_YEARS = 100;
const DAYS_OF_FOUR_YEARS = 4 * 365 + 1;
// M is a month and m a minute: each letter is taken in one case only (and so is Y, for want of a reason to guess),
// except for hours and days, which mean the same in both.
const UNITS = {
    s: { months: 0, seconds: 1 },
    m: { months: 0, seconds: MINUTE },
    h: { months: 0, seconds: HOUR },
    H: { months: 0, seconds: HOUR },
    d: { months: 0, seconds: DAY },
    D: { months: 0, seconds: DAY },
    w: { months: 0, seconds: WEEK },
    M: { months: 1, seconds: 0 },
    Y: { months: 12, seconds: 0 },
};
const SIMPLE = /^(\d{1,6})([smhdwHDMY])$/;
const ISO = /^P(?=.)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;
/**
 * Reads a duration as `DURATION_GRAMMAR` describes it. Fractions and signs are not durations here.
 *
 * @returns `undefined` for anything else, and for what is longer than 100 years
 */
function parseDuration(text) {
    if (text === '0')
        return ZERO;
    const parsed = parseSimple(text) ?? parseIso(text);
    if (parsed === undefined)
        return undefined;
    const longest = addDuration(EPOCH, { months: LONGEST_YEARS * 12, seconds: 0 });
    // Not `>`: what lies beyond the last date that there is compares as neither.
    return addDuration(EPOCH, parsed) <= longest ? parsed : undefined;
}
const EPOCH = new Date(0);
function parseSimple(text) {
    const [, count, letter] = SIMPLE.exec(text) ?? [];
    if (count === undefined || letter === undefined)
        return undefined;
    const unit = UNITS[letter];
    if (unit === undefined)
        return undefined;
    return { months: Number(count) * unit.months, seconds: Number(count) * unit.seconds };
}
function parseIso(text) {
    const match = ISO.exec(text);
    if (match === null)
        return undefined;
    const part = (index) => Number(match[index] ?? 0);
    return {
        months: part(1) * 12 + part(2),
        seconds: part(3) * WEEK + part(4) * DAY + part(5) * HOUR + part(6) * MINUTE + part(7),
    };
}
/**
 * The date that lies `duration` after `from`, in UTC: months first, then seconds. A day that the month reached does
 * not have becomes its last one (31 January and a month: 28 or 29 February).
 */
function addDuration(from, duration) {
    const date = new Date(from);
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + duration.months);
    date.setUTCDate(Math.min(from.getUTCDate(), daysInMonth(date)));
    return new Date(date.getTime() + duration.seconds * 1000);
}
function daysInMonth(date) {
    // Day 0 of the next month is the last of this one.
    return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
/**
 * Whether there is a date from which `duration` ends before all of `others`, added one after the other, do. With
 * months in play the answer can depend on the date; every day of a leap year's cycle is tried.
 */
function canEndBefore(duration, others) {
    for (let day = 0; day < DAYS_OF_FOUR_YEARS; day++) {
        const start = new Date(Date.UTC(2024, 0, 1 + day));
        if (addDuration(start, duration) < others.reduce(addDuration, start))
            return true;
    }
    return false;
}
function isZero(duration) {
    return duration.months === 0 && duration.seconds === 0;
}
/** For people: `1 year 2 months`, `7 days`, `90 seconds` as `1 minute 30 seconds`, `0 seconds`. */
function formatDuration(duration) {
    const { months, seconds } = duration;
    const parts = [
        [Math.floor(months / 12), 'year'],
        [months % 12, 'month'],
        [Math.floor(seconds / DAY), 'day'],
        [Math.floor((seconds % DAY) / HOUR), 'hour'],
        [Math.floor((seconds % HOUR) / MINUTE), 'minute'],
        [seconds % MINUTE, 'second'],
    ];
    const said = parts
        .filter(([count]) => count > 0)
        .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
    return said.length === 0 ? '0 seconds' : said.join(' ');
}


/***/ }),

/***/ 7409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  VP: () => (/* reexport */ SECRET_VARIABLES),
  Ko: () => (/* binding */ readInputs),
  qs: () => (/* reexport */ unknownInputs)
});

// UNUSED EXPORTS: INPUT_NAMES

// EXTERNAL MODULE: ./build/config/schema.js
var schema = __nccwpck_require__(7096);
// EXTERNAL MODULE: ./build/fleet/spread.js
var spread = __nccwpck_require__(2828);
;// CONCATENATED MODULE: ./build/trust/triggers.js
// One criterion: everybody with an account on GitHub can cause the event in a public repository, with text or code
// of their own. Pushes, dispatches, schedules, releases and labels need the right to write.
const UNTRUSTED = {
    pull_request: 'runs code that a pull request proposes, before anyone has reviewed it',
    pull_request_target: 'is started by any pull request, and sees secrets even if it comes from a fork',
    pull_request_review: 'is started by anyone who reviews a pull request, and runs the code that it proposes',
    pull_request_review_comment: 'is started by anyone who comments on a pull request, and runs the code that it proposes',
    issue_comment: 'is started by anyone who writes a comment',
    issues: 'is started by anyone who opens an issue',
    discussion: 'is started by anyone who opens a discussion',
    discussion_comment: 'is started by anyone who comments on a discussion',
    fork: 'is started by anyone who forks the repository',
    watch: 'is started by anyone who stars the repository',
    gollum: 'is started by anyone who may edit the wiki',
};
const REMEDY = 'start the workflow with schedule, workflow_dispatch or push';
/**
 * Refuses the events that people without the right to write to the repository can cause, and a `workflow_run` that
 * follows a run of theirs.
 *
 * @param eventName `GITHUB_EVENT_NAME`; the runner sets it, so without it nothing is known, and that is refused
 * @param event the event's payload, parsed; read for `workflow_run` alone
 * @param allOnLoopback whether every service that the run uses is on loopback: then there is nothing to protect
 */
function checkTrigger(eventName, event, allOnLoopback) {
    if (allOnLoopback)
        return { ok: true };
    if (eventName === undefined || eventName === '')
        return no('the event that started the workflow is unknown');
    if (eventName === 'workflow_run')
        return checkWorkflowRun(event);
    const reason = own(UNTRUSTED, eventName);
    return reason === undefined ? { ok: true } : no(`a key is not handled on ${eventName}: it ${reason}`);
}
/** A run that follows another is trusted as that one is. What the payload does not say is taken for the worse. */
function checkWorkflowRun(event) {
    const run = member(event, 'workflow_run');
    if (!isSameRepository(member(run, 'head_repository'), member(run, 'repository'))) {
        return no('a key is not handled on workflow_run where the run before it came from a fork (or from nobody knows where)');
    }
    const before = member(run, 'event');
    // A pull request of the repository's own branches comes from someone who may write.
    if (before === 'pull_request')
        return { ok: true };
    // The first link of a longer chain is not in the payload.
    const reason = typeof before === 'string' && before !== 'workflow_run' ? own(UNTRUSTED, before) : 'is not known';
    if (reason === undefined)
        return { ok: true };
    return no(`a key is not handled on workflow_run where the event of the run before it ${reason}`);
}
function isSameRepository(head, base) {
    return (['id', 'full_name'].every((name) => member(head, name) === member(base, name)) &&
        member(head, 'full_name') !== undefined);
}
function no(problem) {
    return { ok: false, problem, remedy: REMEDY };
}
function own(reasons, name) {
    return Object.hasOwn(reasons, name) ? reasons[name] : undefined;
}
function member(value, name) {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? value[name]
        : undefined;
}

// EXTERNAL MODULE: ./build/targets/patterns.js
var targets_patterns = __nccwpck_require__(4378);
// EXTERNAL MODULE: ./build/targets/places.js
var targets_places = __nccwpck_require__(8909);
;// CONCATENATED MODULE: ./build/inputs/collisions.js


/**
 * What several keys of one file may not share: where they are stored, and a GitHub secret or variable that two would
 * write. Which repositories a pattern stands for is not known here, so it is compared as it is written, and with the
 * repositories that other keys name.
 */
function collisions(keys, locate) {
    const problems = [];
    const holders = new Map();
    for (const { name, inputs } of keys) {
        const named = keys.flatMap((other) => (other.name === name ? [] : other.inputs.targets.places));
        for (const { id, said, remedy, field } of [storeClaim(inputs), ...targetClaims(inputs, named)]) {
            const other = holders.get(id);
            if (other === undefined)
                holders.set(id, name);
            if (other === undefined || other === name)
                continue;
            const at = locate(name, field);
            problems.push({
                input: `keys.${name}`,
                problem: `${said}, as ${other} does`,
                remedy,
                ...(at && { at }),
            });
        }
    }
    return problems;
}
function storeClaim({ scaleway, store }) {
    const secret = `${store.path === '/' ? '' : store.path}/${store.name}`;
    return {
        id: `store\n${scaleway.projectId}\n${scaleway.region}\n${secret}`,
        said: `is kept in the secret ${secret}`,
        remedy: 'a secret-name of its own for each key, or none: then it is made of the name of the key',
        field: 'secret-name',
    };
}
/** @param named the places that other keys name */
function targetClaims({ targets }, named) {
    const { names, places, patterns, kinds } = targets;
    const secrets = [...names.accessKey, ...names.secretKey, ...names.bundle];
    const claims = (place, label, variables, field) => [
        ...secrets.map((name) => ({
            id: `secret\n${place}\n${name}`,
            said: `writes the GitHub secret ${name} of ${label}`,
            remedy: 'other names for the secrets of one of them (access-key-secret, secret-key-secret, bundle-secret), or other targets',
            field,
        })),
        ...(variables ? names.accessKeyVariable : []).map((name) => ({
            id: `variable\n${place}\n${name}`,
            said: `writes the variable ${name} of ${label}`,
            remedy: 'another access-key-variable for one of them, or other targets',
            field,
        })),
    ];
    const own = new Set(places.map(targets_places/* placeId */.VM));
    const covered = named.filter((place) => !own.has((0,targets_places/* placeId */.VM)(place)) && patterns.some((pattern) => covers(pattern, kinds, place)));
    return [
        ...[...places, ...covered].flatMap((place) => claims((0,targets_places/* placeId */.VM)(place), (0,targets_places/* placeLabel */.sk)(place), (0,targets_places/* hasVariables */.cF)(place), (0,targets_places/* inputOf */.wg)(place))),
        ...patterns.flatMap((pattern) => kinds.flatMap((kind) => {
            const text = (0,targets_patterns/* patternText */.U)(pattern);
            return claims(`${kind}\n${text}`.toLowerCase(), text, kind === 'actions', 'repositories');
        })),
    ];
}
/** Whether a repository is certainly among those that a pattern stands for; what has a topic is not known. */
function covers(pattern, kinds, place) {
    if (place.scope !== 'repository' || !('name' in pattern) || !kinds.includes(place.kind))
        return false;
    if (pattern.owner.toLowerCase() !== place.owner.toLowerCase())
        return false;
    return (0,targets_patterns/* fitsWildcards */.M1)(pattern.name.toLowerCase(), place.repo.toLowerCase());
}

;// CONCATENATED MODULE: ./build/inputs/definitions.js
/** The value of `access-key-secret` and `secret-key-secret` that stands for no name at all. */
const NO_NAME = 'none';
const INPUTS = {
    command: { default: 'rotate' },
    config: {},
    key: {},
    jobs: {},
    issuer: { default: 'scaleway' },
    'scw-access-key': { variable: 'SCW_ACCESS_KEY' },
    'scw-secret-key': { variable: 'SCW_SECRET_KEY', secret: true },
    'scw-organization-id': { variable: 'SCW_DEFAULT_ORGANIZATION_ID' },
    'scw-project-id': { variable: 'SCW_DEFAULT_PROJECT_ID' },
    'scw-region': { variable: 'SCW_DEFAULT_REGION' },
    'scw-api-url': { variable: 'SCW_API_URL' },
    'github-token': { secret: true },
    'github-app-id': {},
    'github-app-private-key': { secret: true },
    'github-budget': { default: '1' },
    'keys-api-url': {},
    'keys-api-token': { secret: true },
    'keys-api-key': { secret: true },
    'keys-api-expired-key-id': {},
    'keys-api-name': {},
    'keys-api-permissions': {},
    'keys-api-verify-url': {},
    'keys-api-verify-header': { default: 'x-api-key' },
    'keys-api-verify-origin': {},
    'recovery-public-key': {},
    'application-id': {},
    description: {},
    expiry: {},
    'max-age': {},
    'rollover-window': { default: '7d' },
    force: { default: 'false' },
    'replaces-access-key': {},
    'take-over': { default: 'false' },
    'propagation-timeout': { default: '2m' },
    'secret-name': {},
    'secret-path': { default: '/' },
    'keep-versions': { default: '5' },
    repositories: {},
    environments: {},
    organization: {},
    visibility: {},
    'selected-repositories': {},
    kinds: { default: 'actions' },
    'access-key-secret': { default: 'SCW_ACCESS_KEY' },
    'secret-key-secret': { default: 'SCW_SECRET_KEY' },
    'bundle-secret': {},
    'api-key-secret': { default: 'API_KEY' },
    'access-key-variable': {},
    'on-unreachable': { default: 'fail' },
    'old-key': {},
    'grace-period': { default: '7d' },
    'dry-run': { default: 'false' },
    'export-env': { default: 'false' },
};
/** Every input that the action has. */
const INPUT_NAMES = Object.keys(INPUTS);
function definitionOf(name) {
    return INPUTS[name];
}
/**
 * The environment variables that hold secret inputs, for whoever removes them once they are read: the runner's
 * `INPUT_…` and the ecosystem's own.
 */
const SECRET_VARIABLES = INPUT_NAMES.filter((name) => definitionOf(name).secret).flatMap((name) => [inputVariable(name), definitionOf(name).variable ?? []].flat());
/**
 * The inputs that a workflow gives and the action does not have (misspelt ones, mostly), in lower case. The runner
 * hands each over as `INPUT_NAME` and only warns.
 */
function unknownInputs(env) {
    const known = new Set(INPUT_NAMES.map(inputVariable));
    return Object.keys(env)
        .filter((variable) => variable.startsWith('INPUT_') && !known.has(variable))
        .map((variable) => variable.slice('INPUT_'.length).toLowerCase())
        .sort();
}
function inputVariable(name) {
    return `INPUT_${name.toUpperCase()}`;
}

// EXTERNAL MODULE: ./build/trust/neutralise.js
var neutralise = __nccwpck_require__(91);
;// CONCATENATED MODULE: ./build/inputs/reader.js


const SHOWN_LENGTH = 80;
function createReader(source) {
    const problems = [];
    const variable = (name) => orUndefined(source.env[name]);
    function given(name) {
        const { variable: fallback, default: preset } = definitionOf(name);
        const input = orUndefined(source.input(name));
        if (input !== undefined)
            return { text: input, from: 'input' };
        const planted = fallback === undefined ? undefined : variable(fallback);
        if (planted !== undefined)
            return { text: planted, from: 'environment' };
        return preset === undefined ? undefined : { text: preset, from: 'default' };
    }
    // Secret inputs are never shown as such; this is for a secret that was pasted into another input as well.
    const secrets = INPUT_NAMES.filter((name) => definitionOf(name).secret)
        .flatMap((name) => withLines(given(name)?.text ?? ''))
        .filter((secret) => secret.length >= 4);
    const redact = (text) => secrets.reduce((redacted, secret) => replaceAnyCase(redacted, secret, '***'), text);
    const show = (text) => `"${(0,neutralise/* neutralise */.$)(redact(text), { maxLength: SHOWN_LENGTH })}"`;
    function reject(input, problem, remedy) {
        const located = source.locate?.(input);
        const at = located?.at === undefined ? {} : { at: located.at };
        problems.push({ input: located?.name ?? input, problem: (0,neutralise/* neutralise */.$)(redact(problem)), remedy, ...at });
    }
    function parse(input, text, rule, hidden, origin = '') {
        const value = rule.parse(text);
        if (value === undefined) {
            reject(input, `${hidden ? 'the value' : show(text)}${origin} is not ${rule.what}`, rule.remedy);
        }
        return value;
    }
    function optional(name, rule) {
        const raw = given(name);
        if (raw === undefined)
            return undefined;
        const { secret, variable: fallback } = definitionOf(name);
        const origin = raw.from === 'environment' ? ` (of the variable ${fallback ?? ''})` : '';
        return parse(name, raw.text, rule, secret ?? rule.hidden ?? false, origin);
    }
    return {
        problems,
        given,
        variable,
        reject,
        show,
        optional,
        required: (name, rule) => {
            if (given(name) === undefined) {
                const { variable: fallback } = definitionOf(name);
                const places = fallback === undefined ? '' : ` (nor is the variable ${fallback})`;
                reject(name, `not given${places}`, rule.remedy);
            }
            return optional(name, rule);
        },
        list: (name, rule) => splitList(given(name)?.text ?? '').flatMap((item) => {
            const value = parse(name, item, rule, rule.hidden ?? false);
            return value === undefined ? [] : [value];
        }),
        runner: (name, rule) => {
            const text = variable(name);
            if (text !== undefined)
                return parse(name, text, rule, false);
            reject(name, 'not set, though the runner always sets it', rule.remedy);
            return undefined;
        },
    };
}
/** The entries of a list, which commas or line breaks separate; empty ones do not count. */
function splitList(text) {
    return text
        .split(/[\r\n,]/)
        .map((item) => item.trim())
        .filter((item) => item !== '');
}
/** A text of several lines (a PEM) is recognised by each of them as well. */
function withLines(text) {
    return [text, ...text.split(/\\n|\r?\n/).map((line) => line.trim())];
}
function orUndefined(text) {
    const trimmed = text?.trim() ?? '';
    return trimmed === '' ? undefined : trimmed;
}
function replaceAnyCase(text, search, replacement) {
    const literal = search.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return text.replace(new RegExp(literal, 'gi'), replacement);
}

;// CONCATENATED MODULE: ./build/inputs/fleet.js


/**
 * What a step is told for one key of a file: what the key says, what the file's defaults say, and else what the
 * step's own inputs say. Credentials and what a run is to do come from the step alone.
 * @param fields the inputs that the file may give
 */
function sourceFor(source, key, file, fields) {
    const fromFile = (name) => (fields.has(name) ? key.value(name) : undefined);
    return {
        ...source,
        keyName: key.name,
        input: (name) => fromFile(name) ?? source.input(name),
        locate(name) {
            if (!fields.has(name))
                return undefined;
            // What neither the file nor the step says is missed where the key stands.
            const given = source.input(name) !== '' && source.input(name) !== defaultOf(name);
            if (fromFile(name) === undefined && given)
                return undefined;
            const position = key.position(name);
            return {
                name: `keys.${key.name}.${name}`,
                ...(position === undefined ? {} : { at: { file, ...position } }),
            };
        },
    };
}
function defaultOf(name) {
    return definitionOf(name).default;
}
/** The keys of a file that the input `key` picks, or what is wrong with it; all of them where it is empty. */
function pickKeys(keys, picked) {
    const names = splitList(picked);
    if (names.length === 0)
        return { keys, problems: [] };
    const unknown = names.filter((name) => keys.every((key) => key.name !== name));
    const problems = unknown.map((name) => ({
        input: 'key',
        problem: `the file has no key ${JSON.stringify(name)}`,
        remedy: `one or several of ${keys.map((key) => key.name).join(', ')}`,
    }));
    return { keys: keys.filter(({ name }) => names.includes(name)), problems };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/trust/hosts.js
const SCALEWAY_API = 'https://api.scaleway.com';
const GITHUB_API = 'https://api.github.com';
/**
 * Whether Scaleway's credentials may be sent to `address`: to `*.scaleway.com` and loopback always, to any other
 * host only where an input names it. An environment variable alone (`SCW_API_URL`) is not enough for that: an
 * earlier step of the job may have planted it.
 *
 * The star stands for one label: customers' machines had names below `pub.cloud.scaleway.com`.
 *
 * @param namedBy where the address was written
 */
function checkScalewayUrl(address, namedBy) {
    const trusted = (host) => namedBy === 'input' || /^[a-z0-9-]+\.scaleway\.com$/.test(host);
    return check(address, trusted, {
        problem: 'is not an address of Scaleway, and an environment variable alone is not trusted to name another',
        remedy: `leave it unset for ${SCALEWAY_API}, or name the host in the input scw-api-url`,
        example: SCALEWAY_API,
    });
}
/**
 * Whether GitHub's credentials may be sent to `apiUrl`: to github.com's API, loopback, and the server that the
 * workflow runs on (GitHub Enterprise Server has its API on the same host, ghe.com below `api.`). The runner sets
 * `GITHUB_SERVER_URL` and `GITHUB_API_URL` anew for each step, so no earlier step can plant them.
 *
 * @param serverUrl `GITHUB_SERVER_URL`
 */
function checkGithubUrl(apiUrl, serverUrl) {
    const server = serverUrl === undefined ? undefined : parse(serverUrl);
    const own = server?.ok === true ? [server.host, `api.${server.host}`] : [];
    const trusted = (host) => host === 'api.github.com' || own.includes(host);
    return check(apiUrl, trusted, {
        problem: 'is neither the API of github.com nor of the server that this workflow runs on (GITHUB_SERVER_URL)',
        remedy: `leave GITHUB_API_URL as the runner sets it, for example ${GITHUB_API}`,
        example: GITHUB_API,
    });
}
/**
 * Whether a keys API's token and keys may be sent to `address`. Only an input names it, so every host will do; by
 * HTTPS, or on loopback.
 */
function checkKeysApiUrl(address) {
    return check(address, () => true, { problem: '', remedy: '', example: 'https://api.example.com' });
}
function check(address, trusted, words) {
    const parsed = parse(address);
    if (!parsed.ok)
        return { ok: false, problem: parsed.problem, remedy: `for example ${words.example}` };
    const { url, host, loopback } = parsed;
    if (!loopback && !trusted(host)) {
        return { ok: false, problem: `the host ${JSON.stringify(host)} ${words.problem}`, remedy: words.remedy };
    }
    return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, loopback };
}
// Deliberately less than the URL standard allows: scheme, host, port, path.
const PLAIN = /^https?:\/\/(\[[0-9a-f:.]+\]|[^\s/\\?#@:[\]]+)(?::\d{1,5})?(\/[^\s\\?#]*)?$/i;
/**
 * Takes an address apart, and refuses whatever can be read in two ways. The rule that does most: the host and path
 * must be written as the URL standard itself writes them, case aside. That leaves out `127.1`, `2130706433`,
 * `0x7f.1`, `[::ffff:127.0.0.1]`, letters of other scripts, escapes and `..`.
 */
function parse(address) {
    const no = (problem) => ({ ok: false, problem });
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
        return no('not an address that begins with https://');
    const url = new URL(address);
    if (url.username !== '' || url.password !== '' || address.includes('@')) {
        return no('an address must not hold a user name or a password');
    }
    if (/[?#]/.test(address))
        return no('an address must end with its host or path: no ? and no #');
    const [, host = '', path = '/'] = PLAIN.exec(address) ?? [];
    if (host.toLowerCase() !== url.hostname || path !== url.pathname) {
        return no(`the address is not written plainly; its host reads as ${JSON.stringify(url.hostname)}`);
    }
    if (url.hostname.endsWith('.'))
        return no('the host must not end with a dot');
    const loopback = isLoopback(url.hostname);
    if (url.protocol !== 'https:' && !loopback)
        return no('credentials are sent by https:// only (http:// on loopback)');
    return { ok: true, url, host: url.hostname, loopback };
}
/** `host` as the URL standard writes it. `0.0.0.0` is every address of the machine, not its loopback. */
function isLoopback(host) {
    return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

// EXTERNAL MODULE: ./build/inputs/duration.js
var inputs_duration = __nccwpck_require__(7198);
;// CONCATENATED MODULE: ./build/inputs/rules.js

/** A rule for text of a certain shape. */
function matching(pattern, words) {
    return { ...words, parse: (text) => (pattern.test(text) ? text : undefined) };
}
function oneOf(values, what) {
    return {
        parse: (text) => values.find((value) => value === text),
        what,
        remedy: `one of ${values.join(', ')}`,
    };
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** @param whose where to find such an id, for the remedy */
function uuid(what, whose) {
    return matching(UUID, { what, remedy: `${whose}, a UUID such as 11111111-2222-3333-4444-555555555555` });
}
// YAML 1.2's core schema, as `getBooleanInput` of @actions/core has it.
const TRUE = ['true', 'True', 'TRUE'];
const FALSE = ['false', 'False', 'FALSE'];
const BOOLEAN = {
    parse: (text) => (TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined),
    what: 'a boolean',
    remedy: 'true or false',
};
/** @param from the smallest and `to` the greatest number that is right */
function wholeNumber(from, to) {
    return {
        parse: (text) => (/^\d{1,9}$/.test(text) && within(Number(text), from, to) ? Number(text) : undefined),
        what: `a whole number from ${from} to ${to}`,
        remedy: `a whole number from ${from} to ${to}, for example ${Math.min(Math.max(5, from), to)}`,
    };
}
function within(value, from, to) {
    return value >= from && value <= to;
}
/**
 * @param example what the remedy suggests
 * @param right what is asked of the duration besides
 */
function duration(example, right = {
    test: () => true,
    said: '',
}) {
    return {
        parse: (text) => {
            const value = (0,inputs_duration/* parseDuration */.E9)(text);
            return value !== undefined && right.test(value) ? value : undefined;
        },
        what: `a duration${right.said}`,
        remedy: `for example ${example}; a duration is ${inputs_duration/* DURATION_GRAMMAR */.dl}`,
    };
}

;// CONCATENATED MODULE: ./build/inputs/names.js

// GitHub's names of users and organizations: letters, digits, hyphens, and `_` in those that an enterprise manages.
const OWNER = /^[A-Za-z0-9_-]{1,39}$/;
const REPO = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const REPOSITORY = {
    parse: (text) => {
        const [owner = '', repo = '', ...rest] = text.split('/');
        return OWNER.test(owner) && REPO.test(repo) && rest.length === 0 ? { owner, repo } : undefined;
    },
    what: 'a repository',
    remedy: 'owner/repo, for example acme/shop',
};
// GitHub allows slashes and most other characters. `.` and `..` as a whole would change the address that they
// become a part of, even encoded.
const ENVIRONMENT = /^(?!\.{1,2}$)\P{C}{1,255}$/u;
/**
 * `name`, or `owner/repo/name` from two slashes on. So a name with two slashes or more has to be written in the long
 * form, and a name with one slash may be written either way.
 */
const ENVIRONMENT_OF_REPOSITORY = {
    parse: (text) => {
        const parts = text.split('/');
        const long = parts.length > 2;
        const environment = long ? parts.slice(2).join('/') : text;
        if (!ENVIRONMENT.test(environment))
            return undefined;
        if (!long)
            return { environment };
        const repository = REPOSITORY.parse(parts.slice(0, 2).join('/'));
        return repository && { repository, environment };
    },
    what: 'an environment',
    remedy: "a name of the workflow's own repository, for example production, or owner/repo/name: acme/shop/production",
};
/** The name of a GitHub secret, in upper case, as GitHub stores it. */
const GITHUB_SECRET = {
    parse: (text) => {
        const name = text.toUpperCase();
        return /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/.test(name) ? name : undefined;
    },
    what: 'a name for a GitHub secret',
    remedy: 'letters, digits and _, no digit first, not beginning with GITHUB_; for example SCW_SECRET_KEY',
};
/**
 * What Secret Manager takes is nowhere published; the recorded names have letters, digits, `-` and `_`, and these
 * and the dot need no encoding in an address.
 */
const STORE_NAME = matching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/, {
    what: 'a name for a secret in Secret Manager',
    remedy: 'letters, digits, -, _ and ., at most 255 of them, not - or . first; for example shop-deploy-key',
});
const STORE_PATH = {
    parse: (text) => {
        if (text === '/')
            return text;
        const path = /^((?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9_.-]+)+)\/?$/.exec(text);
        return path?.[1];
    },
    what: 'a path in Secret Manager',
    remedy: 'begins with a slash, parts of letters, digits, -, _ and . between slashes; for example /ci/keys',
};
/** The secret's name where none is given: the repository's, with all that may not be in it turned into hyphens. */
function defaultStoreName(repository) {
    // GitHub's names mean the same in any case.
    return `${repository.owner}-${repository.repo}`
        .toLowerCase()
        .replace(/[^a-z0-9_-]/g, '-')
        .replace(/^-+/, '');
}

;// CONCATENATED MODULE: ./build/inputs/github.js




const TOKEN = matching(/^\S+$/, {
    what: 'a token: there is white space in it',
    remedy: 'a token that may write secrets: of a GitHub App (permission Secrets: write; Environments: write for those of ' +
        'environments) or a fine-grained personal one, for example ${{ steps.app-token.outputs.token }}; ' +
        'GITHUB_TOKEN cannot write secrets',
});
/** Hidden in problems: what does not look like one may be the private key, in the wrong place. */
const APP_ID = {
    ...matching(/^(\d{1,20}|Iv[A-Za-z0-9._-]{6,60})$/, {
        what: 'the id of a GitHub App',
        remedy: "the App id or the client id in the App's settings, under General; for example 123456",
    }),
    hidden: true,
};
const PRIVATE_KEY = {
    parse: readPrivateKey,
    what: 'the private key of a GitHub App (an RSA key in PEM, without a passphrase)',
    remedy: "all of the .pem file that GitHub made in the App's settings, from -----BEGIN to the last -----END …-----; its " +
        'line breaks may be written as \\n',
};
/** @returns the key with its line breaks; undefined where it is none, or one that an App cannot have */
function readPrivateKey(text) {
    const pem = text.replaceAll(/(?:\\r)?\\n|\r\n/g, '\n');
    try {
        return (0,external_node_crypto_.createPrivateKey)(pem).asymmetricKeyType === 'rsa' ? pem : undefined;
    }
    catch {
        // What OpenSSL says of it helps nobody, and might show a part of it.
        return undefined;
    }
}
const BUDGET = {
    parse: (text) => (/^(0?\.\d{1,6}|1(\.0+)?)$/.test(text) && Number(text) > 0 ? Number(text) : undefined),
    what: 'a part of a budget',
    remedy: 'a number above 0 and at most 1, for example 0.25; the matrix of plan has the right ones',
};
const ID = matching(/^\d{1,20}$/, { what: 'a number', remedy: 'leave it as the runner sets it' });
/** The address of GitHub's API, and whether the token may go there. A refusal is noted. */
function readGithubUrl(reader) {
    const checked = checkGithubUrl(reader.variable('GITHUB_API_URL') ?? 'https://api.github.com', reader.variable('GITHUB_SERVER_URL'));
    if (!checked.ok)
        reader.reject('GITHUB_API_URL', checked.problem, checked.remedy);
    return checked;
}
/**
 * Reads who writes the secrets: a token, or a GitHub App.
 * @returns `undefined` if something is wrong; it is noted
 */
function readGithub(reader, url) {
    const budget = reader.required('github-budget', BUDGET);
    const ofApp = ['github-app-id', 'github-app-private-key'].filter((name) => reader.given(name) !== undefined);
    if (ofApp.length === 0) {
        const token = readToken(reader);
        if (!url.ok || token === undefined || budget === undefined)
            return undefined;
        return { token, apiUrl: url.url, budget };
    }
    if (reader.given('github-token') !== undefined) {
        reader.reject('github-token', `given together with ${ofApp.join(' and ')}, and nobody knows which of them is meant`, 'either github-token alone, or github-app-id with github-app-private-key');
    }
    const id = reader.required('github-app-id', APP_ID);
    const privateKey = reader.required('github-app-private-key', PRIVATE_KEY);
    if (!url.ok || id === undefined || privateKey === undefined || budget === undefined)
        return undefined;
    return { app: { id, privateKey }, apiUrl: url.url, budget };
}
function readToken(reader) {
    if (reader.given('github-token') !== undefined)
        return reader.optional('github-token', TOKEN);
    reader.reject('github-token', 'not given, nor are github-app-id and github-app-private-key', `${TOKEN.remedy}; or a GitHub App, which makes its tokens itself: github-app-id and github-app-private-key`);
    return undefined;
}
/**
 * The workflow's own repository and this run, as the runner tells them.
 *
 * @param repository the workflow's own, if it could be read
 * @param keyName the key's name in its file, if it has one
 * @returns `undefined` if something is wrong; it is noted
 */
function readRotator(reader, repository, keyName) {
    const repositoryId = reader.runner('GITHUB_REPOSITORY_ID', ID);
    const id = reader.runner('GITHUB_RUN_ID', ID);
    const attempt = reader.runner('GITHUB_RUN_ATTEMPT', wholeNumber(1, 1_000_000));
    if (repositoryId === undefined || repository === undefined)
        return undefined;
    if (id === undefined || attempt === undefined)
        return undefined;
    const full = `${repository.owner}/${repository.repo}`;
    const server = (reader.variable('GITHUB_SERVER_URL') ?? 'https://github.com').replace(/\/+$/, '');
    const url = `${server}/${full}/actions/runs/${id}/attempts/${attempt}`;
    // A login, or an app's with `[bot]` at its end; it is written into records and asked nothing of.
    const actor = [reader.variable('GITHUB_TRIGGERING_ACTOR'), reader.variable('GITHUB_ACTOR')].find((name) => name !== undefined && /^[A-Za-z0-9_-]{1,64}(\[bot\])?$/.test(name));
    return {
        repositoryId,
        repository: full,
        run: { id, attempt, url },
        ...(keyName !== undefined && { key: keyName }),
        ...(actor !== undefined && { actor }),
    };
}
/** @returns `undefined` if `GITHUB_REPOSITORY` is missing or wrong; it is noted */
function readOwnRepository(reader) {
    return reader.runner('GITHUB_REPOSITORY', REPOSITORY);
}

// EXTERNAL MODULE: ./build/inputs/types.js
var types = __nccwpck_require__(8301);
;// CONCATENATED MODULE: ./build/inputs/scaleway.js



/** An identifier, yet hidden in problems: a malformed one is often the secret key, in the wrong place. */
const ACCESS_KEY = matching(/^SCW[A-Z0-9]{17}$/, {
    what: 'an access key',
    remedy: 'SCW and 17 capital letters or digits, for example SCWXXXXXXXXXXXXXXXXX',
    hidden: true,
});
const SECRET_KEY = uuid('a secret key', 'the secret that belongs to the access key');
/** Scaleway's address, and whether the credentials may go there. A refusal is noted. */
function readScalewayUrl(reader) {
    const given = reader.given('scw-api-url');
    const checked = checkScalewayUrl(given?.text ?? 'https://api.scaleway.com', given?.from === 'environment' ? 'environment' : 'input');
    if (!checked.ok) {
        const origin = given?.from === 'environment' ? 'in the variable SCW_API_URL: ' : '';
        reader.reject('scw-api-url', `${origin}${checked.problem}`, checked.remedy);
    }
    return checked;
}
/** @returns `undefined` if something is wrong; it is noted */
function readScaleway(reader, url) {
    const accessKey = reader.required('scw-access-key', ACCESS_KEY);
    const secretKey = reader.required('scw-secret-key', SECRET_KEY);
    const organizationId = reader.optional('scw-organization-id', uuid('an organization id', 'the id of your organization'));
    const projectId = reader.required('scw-project-id', uuid('a project id', 'the id of the project that holds the secret in Secret Manager'));
    const region = reader.required('scw-region', oneOf(types/* REGIONS */.ij, 'a region of Secret Manager'));
    if (!url.ok || accessKey === undefined || secretKey === undefined)
        return undefined;
    if (projectId === undefined || region === undefined)
        return undefined;
    return {
        accessKey,
        secretKey,
        ...(organizationId !== undefined && { organizationId }),
        projectId,
        region,
        apiUrl: url.url,
    };
}

// EXTERNAL MODULE: ./build/issuers/keys-api.js
var keys_api = __nccwpck_require__(6426);
;// CONCATENATED MODULE: ./build/inputs/keys-api.js






const DAY_SECONDS = 86_400;
// Both become headers, so nothing but plain characters without white space.
const keys_api_TOKEN = matching(/^[\x21-\x7e]+$/, {
    what: 'a token: there is white space or a special character in it',
    remedy: 'the JWT that a login to the keys API answers with, for example ${{ steps.login.outputs.token }}',
});
const KEY = matching(/^[\x21-\x7e]{8,4096}$/, {
    what: 'a key of a keys API',
    remedy: 'the key as the service showed it, sk_live_ and more, for example ${{ secrets.API_KEY }}',
});
const NAME = {
    parse: (text) => (text.length <= 200 && !/\p{Cc}|\p{Zl}|\p{Zp}/u.test(text) ? text : undefined),
    what: 'a name for a key: one line of at most 200 characters',
    remedy: 'for example Production API',
};
const PERMISSION = matching(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,99}$/, {
    what: 'a permission',
    remedy: 'what the service knows, for example read, deposit, transfer',
});
const HEADER = matching(/^[A-Za-z0-9-]{1,100}$/, {
    what: 'the name of a header',
    remedy: 'letters, digits and hyphens, for example x-api-key',
});
const PUBLIC_KEY = {
    parse: (text) => /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').length === 32 ? text : undefined,
    what: 'a public key',
    remedy: '32 bytes in base64, as `npm run recovery -- new FILE` in a checkout of this action prints it',
};
/** Inputs that mean nothing to one of the issuers. Those with a default cannot be told from ones that are not given. */
const ONLY_SCALEWAY = [
    'application-id',
    'description',
    'replaces-access-key',
    'bundle-secret',
    'access-key-variable',
];
const ONLY_KEYS_API = INPUT_NAMES.filter((name) => (name.startsWith('keys-api-') && name !== 'keys-api-verify-header') || name === 'recovery-public-key');
/** Notes the inputs that are given and belong to another issuer: they would be believed to do something. */
function checkApplicable(reader, issuer) {
    const foreign = issuer === 'scaleway' ? ONLY_KEYS_API : ONLY_SCALEWAY;
    for (const name of foreign) {
        if (reader.given(name) === undefined)
            continue;
        const other = issuer === 'scaleway' ? 'keys-api' : 'scaleway';
        reader.reject(name, `has no meaning with issuer: ${issuer}`, `leave it out, or set issuer: ${other}`);
    }
}
/** The address of the keys API, and whether its token may go there. A refusal is noted. */
function readKeysApiUrl(reader) {
    const given = reader.given('keys-api-url');
    if (given === undefined) {
        const remedy = 'the address that /keys/rollover follows on, for example https://api.example.com';
        reader.reject('keys-api-url', 'not given', remedy);
        return { ok: false, problem: 'not given', remedy };
    }
    const checked = checkKeysApiUrl(given.text);
    if (!checked.ok)
        reader.reject('keys-api-url', checked.problem, checked.remedy);
    return checked;
}
/** Where a new key may be shown besides; what is wrong with it is noted where the rest is read. */
function namedElsewhere(reader) {
    const named = reader.given('keys-api-verify-origin');
    return named === undefined ? [] : [checkKeysApiUrl(named.text)];
}
/** @returns `undefined` if something is wrong; it is noted */
function readKeysApi(reader, url, command) {
    const token = reader.required('keys-api-token', keys_api_TOKEN);
    const creates = command === 'rotate';
    const name = creates ? reader.required('keys-api-name', NAME) : reader.optional('keys-api-name', NAME);
    const permissions = reader.list('keys-api-permissions', PERMISSION);
    if (creates && splitList(reader.given('keys-api-permissions')?.text ?? '').length === 0) {
        reader.reject('keys-api-permissions', 'not given', 'what the new key may do, for example read, deposit');
    }
    const expiry = reader.given('expiry') ? reader.optional('expiry', KEYS_API_EXPIRY) : DEFAULT_EXPIRY;
    const first = readFirst(reader);
    const verify = readVerify(reader, url);
    const recoveryPublicKey = reader.optional('recovery-public-key', PUBLIC_KEY);
    if (!url.ok || token === undefined || expiry === undefined)
        return undefined;
    return {
        url: url.url,
        token,
        ...(name !== undefined && { name }),
        permissions,
        expiry,
        ...(first !== undefined && { first }),
        ...(verify !== undefined && { verify }),
        ...(recoveryPublicKey !== undefined && { recoveryPublicKey }),
    };
}
const EXPIRIES = ['1H', '1D', '1M', '1Y'];
const DEFAULT_EXPIRY = '1M';
/** The four expiries that a keys API has. */
const KEYS_API_EXPIRY = oneOf(EXPIRIES, 'an expiry of a keys API');
function readFirst(reader) {
    const key = reader.optional('keys-api-key', KEY);
    const id = reader.optional('keys-api-expired-key-id', uuid('the id of a key', "the id in the service's list of keys"));
    if (reader.given('keys-api-key') !== undefined && reader.given('keys-api-expired-key-id') !== undefined) {
        reader.reject('keys-api-expired-key-id', 'keys-api-key is given too, and both name the key to roll over', 'one of the two; the key itself is the better one, because its end can be seen');
    }
    if (key !== undefined)
        return { key };
    return id === undefined ? undefined : { id };
}
function readVerify(reader, api) {
    const header = reader.required('keys-api-verify-header', HEADER);
    const given = reader.given('keys-api-verify-url')?.text;
    const named = reader.given('keys-api-verify-origin')?.text;
    if (given === undefined)
        return undefined;
    const base = api.ok ? new URL(api.url).origin : undefined;
    if (given.startsWith('/') && base === undefined)
        return undefined; // what is wrong is told of keys-api-url
    const checked = checkKeysApiUrl(given.startsWith('/') ? `${base ?? ''}${given}` : given);
    if (!checked.ok) {
        reader.reject('keys-api-verify-url', checked.problem, checked.remedy);
        return undefined;
    }
    const { origin } = new URL(checked.url);
    const elsewhere = named === undefined ? undefined : checkKeysApiUrl(named);
    if (elsewhere?.ok === false)
        reader.reject('keys-api-verify-origin', elsewhere.problem, elsewhere.remedy);
    const allowed = [base, elsewhere?.ok === true ? new URL(elsewhere.url).origin : undefined];
    if (base !== undefined && !allowed.includes(origin)) {
        reader.reject('keys-api-verify-url', `${origin} is not where keys-api-url is (${base}), and a new key is sent nowhere else`, `an address there; or, if the key belongs at the other one too, keys-api-verify-origin: ${origin}`);
        return undefined;
    }
    return header === undefined ? undefined : { url: checked.url, header };
}
/** Notes a window that is longer than the one in which the service rolls keys over. */
function checkRolloverWindow(reader, window) {
    const most = keys_api/* ROLLS_OVER_WITHIN_DAYS */.O * DAY_SECONDS;
    if (window.months === 0 && window.seconds <= most)
        return;
    reader.reject('rollover-window', `${(0,inputs_duration/* formatDuration */.a3)(window)} is longer than the ${keys_api/* ROLLS_OVER_WITHIN_DAYS */.O} days before its end in which a keys API rolls a key over`, `at most ${keys_api/* ROLLS_OVER_WITHIN_DAYS */.O}d`);
}

;// CONCATENATED MODULE: ./build/inputs/key.js




const LONGEST_PROPAGATION_SECONDS = 600;
// Durations are whole seconds, so "not longer than" is "shorter than that and a second".
const ONE_SECOND = { months: 0, seconds: 1 };
const DESCRIPTION = {
    parse: (text) => (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(text) ? undefined : text),
    what: 'a description: there is a line break or a control character in it',
    remedy: 'one line of text, for example deploys the shop',
};
const MORE_THAN_ZERO = { test: (value) => !(0,inputs_duration/* isZero */.be)(value), said: ' of more than zero' };
const EXPIRY = {
    parse: (text) => {
        if (text === 'never')
            return { kind: 'never' };
        const lifetime = (0,inputs_duration/* parseDuration */.E9)(text);
        return lifetime === undefined || (0,inputs_duration/* isZero */.be)(lifetime) ? undefined : { kind: 'after', duration: lifetime };
    },
    what: 'a time to live: a duration of more than zero (a date or a time in the past is none), or never',
    remedy: duration('90d, 1Y, or never').remedy,
};
const PROPAGATION = duration('2m', {
    test: ({ months, seconds }) => months === 0 && seconds > 0 && seconds <= LONGEST_PROPAGATION_SECONDS,
    said: ' of more than zero and at most 10 minutes',
});
/** @returns `undefined` if something is wrong; it is noted */
function readKey(reader, issuer) {
    const applicationId = reader.optional('application-id', uuid('an application id', 'the id of an IAM application'));
    const description = reader.optional('description', DESCRIPTION);
    const expiry = issuer === 'keys-api' ? keysApiExpiry(reader) : readExpiry(reader);
    const maxAge = reader.optional('max-age', duration('30d', MORE_THAN_ZERO));
    const rolloverWindow = reader.required('rollover-window', duration('7d'));
    const force = reader.required('force', BOOLEAN);
    const replacesAccessKey = reader.optional('replaces-access-key', ACCESS_KEY);
    const takeOver = reader.required('take-over', BOOLEAN);
    const propagationTimeout = reader.required('propagation-timeout', PROPAGATION);
    if (expiry === undefined || rolloverWindow === undefined || propagationTimeout === undefined)
        return undefined;
    if (force === undefined || takeOver === undefined)
        return undefined;
    return {
        ...(applicationId !== undefined && { applicationId }),
        ...(description !== undefined && { description }),
        expiry,
        ...(maxAge !== undefined && { maxAge }),
        rolloverWindow,
        force,
        ...(replacesAccessKey !== undefined && { replacesAccessKey }),
        takeOver,
        propagationTimeout,
    };
}
function readExpiry(reader) {
    return reader.given('expiry') ? reader.optional('expiry', EXPIRY) : { kind: 'inherit' };
}
/** What is wrong with it is noted where the keys API's own inputs are read. */
function keysApiExpiry(reader) {
    const duration = (0,inputs_duration/* parseDuration */.E9)(KEYS_API_EXPIRY.parse(reader.given('expiry')?.text ?? '1M') ?? '');
    return duration && { kind: 'after', duration };
}
/**
 * Notes what each input alone cannot show: a key must live until its successor is in place and its own grace period
 * is over, and must not be due from its first day on. Checked for every date of the calendar, so that what is
 * accepted in July does not fail in February.
 *
 * @param graceCounts whether it is the grace period that ends a replaced key; a keys API ends one when it is rolled over,
 *   or when it expires, whatever the grace period
 */
function checkLifetimes(reader, key, oldKey, graceCounts) {
    if (key.expiry.kind !== 'after')
        return;
    const lifetime = key.expiry.duration;
    const { maxAge = inputs_duration/* ZERO */.f2, rolloverWindow } = key;
    const said = (0,inputs_duration/* formatDuration */.a3)(lifetime);
    if (graceCounts && (0,inputs_duration/* canEndBefore */.nR)(lifetime, [maxAge, oldKey.gracePeriod])) {
        const needed = key.maxAge === undefined ? 'grace-period' : 'max-age plus grace-period';
        const spans = [...(key.maxAge === undefined ? [] : [key.maxAge]), oldKey.gracePeriod].map(inputs_duration/* formatDuration */.a3);
        reader.reject('expiry', `${said} is shorter than ${needed} (${spans.join(' + ')}): a replaced key would die before its grace period ends`, 'a longer expiry (three times max-age is a good measure, for example 90d), or a shorter grace-period or max-age');
    }
    if ((0,inputs_duration/* canEndBefore */.nR)(lifetime, [rolloverWindow, ONE_SECOND])) {
        reader.reject('rollover-window', `${(0,inputs_duration/* formatDuration */.a3)(rolloverWindow)} is not shorter than expiry (${said}): every new key would be due at once`, 'a shorter rollover-window, for example a third of expiry, or 0; or a longer expiry');
    }
}

;// CONCATENATED MODULE: ./build/inputs/store.js

/**
 * @param keyName the key's name in its file, if it has one
 * @param repository the workflow's own, asked for only where the secret's name comes from it
 * @returns `undefined` if something is wrong; it is noted
 */
function readStore(reader, issuer, keyName, repository) {
    const path = reader.required('secret-path', STORE_PATH);
    const name = readName(reader, issuer, keyName, repository);
    return name !== undefined && path !== undefined ? { name, path } : undefined;
}
function readName(reader, issuer, keyName, repository) {
    if (reader.given('secret-name') !== undefined)
        return reader.optional('secret-name', STORE_NAME);
    const own = repository();
    if (own === undefined)
        return undefined;
    if (keyName !== undefined)
        return `${defaultStoreName(own)}-${keyName}`;
    // One repository may rotate a key of each issuer, and a secret holds the generations of one key.
    return issuer === 'scaleway' ? defaultStoreName(own) : `${defaultStoreName(own)}-api-key`;
}

;// CONCATENATED MODULE: ./build/inputs/repositories.js


const ORGANIZATION = matching(OWNER, {
    what: "an organization's name",
    remedy: 'as in its address, without a slash; for example acme',
});
// As GitHub takes them: lower case, though nobody minds here.
const TOPIC = /^topic:([A-Za-z0-9][A-Za-z0-9-]{0,49})$/;
const NAME_PATTERN = /^(?=.*\*)[A-Za-z0-9._*-]{1,100}$/;
/** A repository, or a pattern for those of an organization: `acme/*`, `acme/deploy-*`, `acme/topic:scaleway`. */
const REPOSITORIES = {
    parse: (text) => {
        const [owner = '', rest = '', ...more] = text.split('/');
        if (!OWNER.test(owner) || more.length > 0)
            return undefined;
        const topic = TOPIC.exec(rest)?.[1];
        if (topic !== undefined)
            return { owner, topic: topic.toLowerCase() };
        return NAME_PATTERN.test(rest) ? { owner, name: rest } : REPOSITORY.parse(text);
    },
    what: 'a repository, or a pattern for repositories of an organization',
    remedy: 'owner/repo, for example acme/shop, or a pattern: acme/deploy-*, acme/topic:scaleway',
};
/** A repository of an organization, by its name alone or with the organization's. */
function repositoryOf(organization) {
    return {
        parse: (text) => {
            const found = REPOSITORY.parse(text.includes('/') ? text : `${organization}/${text}`);
            return found?.owner.toLowerCase() === organization.toLowerCase() ? found : undefined;
        },
        what: `a repository of the organization ${organization}`,
        remedy: `its name, for example shop, or ${organization}/shop`,
    };
}

;// CONCATENATED MODULE: ./build/inputs/places.js





const KIND = oneOf(targets_places/* SECRET_KINDS */.d2, 'a kind of secret');
const VISIBILITY = oneOf(targets_places/* VISIBILITIES */.jZ, 'a visibility');
/**
 * Reads which places get the key.
 * @param own the workflow's own repository, if it could be read
 * @returns what could be read; it is complete only if nothing was noted
 */
function readDeclared(reader, own) {
    const kinds = readKinds(reader);
    const named = reader.list('repositories', REPOSITORIES);
    const repositories = named.filter((one) => 'repo' in one);
    const patterns = named.filter((one) => !('repo' in one));
    const places = ofKinds(kinds, repositories);
    for (const { repository = own, environment } of reader.list('environments', ENVIRONMENT_OF_REPOSITORY)) {
        if (repository)
            places.push({ kind: 'actions', scope: 'environment', ...repository, environment });
    }
    places.push(...readOrganization(reader, kinds));
    // A key that is meant for a protected environment must not stand open in the repository as well.
    const inputs = ['repositories', 'environments', 'organization'].map((name) => reader.given(name));
    const given = inputs.filter((one) => one !== undefined);
    if (given.length === 0 && own)
        places.push(...ofKinds(kinds, [own]));
    if (given.length > 0 && given.every(({ text }) => splitList(text).length === 0)) {
        const problem = 'neither repositories nor environments name anything, nor is an organization named';
        reader.reject('repositories', problem, 'for example acme/shop');
    }
    checkKinds(reader, kinds);
    return { places: (0,targets_places/* distinctPlaces */.jH)(places), patterns: distinctPatterns(patterns), kinds };
}
function ofKinds(kinds, repositories) {
    return repositories.flatMap(({ owner, repo }) => kinds.map((kind) => ({ kind, scope: 'repository', owner, repo })));
}
function readKinds(reader) {
    const kinds = [...new Set(reader.list('kinds', KIND))];
    if (splitList(reader.given('kinds')?.text ?? '').length === 0)
        reader.reject('kinds', 'no kind of secret is named', 'for example actions, dependabot');
    return kinds;
}
/** Environments know Actions alone; next to other places that is no contradiction, by themselves it is. */
function checkKinds(reader, kinds) {
    const others = reader.given('repositories') ?? reader.given('organization');
    if (kinds.length === 0 || kinds.includes('actions'))
        return;
    if (reader.given('environments') === undefined || others !== undefined)
        return;
    reader.reject('kinds', `environments have Actions secrets only, and nothing else is named that could have others (${kinds.join(', ')})`, 'actions, or repositories or an organization for the other kinds');
}
function readOrganization(reader, kinds) {
    if (reader.given('organization') === undefined) {
        for (const input of ['visibility', 'selected-repositories'])
            rejectAlone(reader, input);
        return [];
    }
    const organization = reader.optional('organization', ORGANIZATION);
    if (organization === undefined)
        return [];
    const access = readAccess(reader, organization);
    return kinds.map((kind) => ({ kind, scope: 'organization', organization, ...(access && { access }) }));
}
function readAccess(reader, organization) {
    const visibility = reader.optional('visibility', VISIBILITY);
    const selected = reader.given('selected-repositories');
    if (selected === undefined)
        return visibility && { visibility };
    if (splitList(selected.text).length === 0)
        reader.reject('selected-repositories', 'no repository is named', 'for example shop, api');
    if (visibility !== undefined && visibility !== 'selected') {
        const remedy = 'visibility: selected, or no selected-repositories';
        reader.reject('selected-repositories', `named, though visibility is ${visibility}`, remedy);
    }
    const repositories = reader.list('selected-repositories', repositoryOf(organization));
    return { visibility: 'selected', repositories };
}
function rejectAlone(reader, input) {
    if (reader.given(input) === undefined)
        return;
    reader.reject(input, 'given without an organization, whose secrets it is about', 'organization: acme');
}
function distinctPatterns(patterns) {
    return [...new Map(patterns.map((one) => [JSON.stringify(one).toLowerCase(), one])).values()];
}
/** Notes where variables are named and no place has any. */
function checkVariables(reader, { names, places, patterns, kinds }) {
    if (names.accessKeyVariable.length === 0 || kinds.length === 0)
        return;
    if (places.some(targets_places/* hasVariables */.cF) || (patterns.length > 0 && kinds.includes('actions')))
        return;
    if (places.length === 0 && patterns.length === 0)
        return;
    reader.reject('access-key-variable', `variables are of Actions, and no place for Actions is named (kinds: ${kinds.join(', ')})`, 'kinds with actions among them, or no access-key-variable');
}

;// CONCATENATED MODULE: ./build/inputs/targets.js





const ON_UNREACHABLE = oneOf(['fail', 'continue'], 'what can be done about a target that cannot be reached');
/**
 * @param own the workflow's own repository, if it could be read
 * @returns what could be read; it is complete only if nothing was noted
 */
function readTargets(reader, own, issuer) {
    const declared = readDeclared(reader, own);
    const names = issuer === 'scaleway' ? readNames(reader) : readApiKeyNames(reader);
    const onUnreachable = reader.required('on-unreachable', ON_UNREACHABLE) ?? 'fail';
    const targets = { ...declared, names, onUnreachable };
    checkVariables(reader, targets);
    return targets;
}
/** A key of a keys API is one text, and has no access key. */
function readApiKeyNames(reader) {
    const names = readNameList(reader, 'api-key-secret');
    if (isNone(reader, 'api-key-secret')) {
        reader.reject('api-key-secret', 'no GitHub secret would get the key', 'at least one name, for example API_KEY');
    }
    return { accessKey: [], secretKey: names, bundle: [], accessKeyVariable: [] };
}
function readNames(reader) {
    const names = {
        accessKey: readNameList(reader, 'access-key-secret'),
        secretKey: readNameList(reader, 'secret-key-secret'),
        bundle: readNameList(reader, 'bundle-secret'),
        accessKeyVariable: readNameList(reader, 'access-key-variable'),
    };
    const holder = new Map();
    const inputs = [
        ['access-key-secret', names.accessKey],
        ['secret-key-secret', names.secretKey],
        ['bundle-secret', names.bundle],
    ];
    for (const [input, list] of inputs) {
        for (const name of list) {
            const other = holder.get(name);
            if (other === undefined)
                holder.set(name, input);
            else
                reader.reject(input, `${reader.show(name)} is a name in ${other} too`, 'a different name in each, for example SCW_ACCESS_KEY and SCW_SECRET_KEY');
        }
    }
    if (['secret-key-secret', 'bundle-secret'].every((input) => isNone(reader, input))) {
        reader.reject('secret-key-secret', 'no GitHub secret would get the secret key', 'at least one name here or in bundle-secret, for example SCW_SECRET_KEY');
    }
    return names;
}
function readNameList(reader, input) {
    return isNone(reader, input) ? [] : [...new Set(reader.list(input, GITHUB_SECRET))];
}
function isNone(reader, input) {
    const items = splitList(reader.given(input)?.text ?? '');
    return items.length === 0 || (items.length === 1 && items[0] === NO_NAME);
}

;// CONCATENATED MODULE: ./build/inputs/index.js















/** The commands that this version has. */
const AVAILABLE = [
    'rotate',
    'rollover',
    'retrieve',
    'retire',
    'rollback',
];
// Secret Manager takes 20 versions of a secret: the rest is room for the pending and the current one, and for
// disabled ones, which may count as well.
const MOST_KEPT_VERSIONS = 15;
/**
 * Reads and checks all that a run was told, before anything else happens. Nothing is asked of any service here. An
 * input that the command does not use is not looked at.
 * @param config the file of keys, where the step names one
 */
function readInputs(source, config) {
    if (config !== undefined)
        return readFile(source, config);
    const result = readOne(source);
    if (source.input('key').trim() === '')
        return result;
    const problem = {
        input: 'key',
        problem: 'it picks keys of a file, and there is none',
        remedy: 'name the file in config, or leave key out',
    };
    return { ok: false, problems: [...(result.ok ? [] : result.problems), problem] };
}
function readOne(source) {
    const reader = createReader(source);
    const command = readCommand(reader);
    if (command === undefined)
        readCommon(reader, source);
    const inputs = command && READERS[command](reader, source, command);
    return inputs !== undefined && reader.problems.length === 0
        ? { ok: true, inputs }
        : { ok: false, problems: reader.problems };
}
const FILE_FIELDS = new Set(Object.keys(schema/* KEY_FIELDS */.MN));
/** Reads what each key of a file is told: every problem of every picked key at once, and each only once. */
function readFile(source, { path, content }) {
    if (!content.ok)
        return content;
    const picked = pickKeys(content.keys, source.input('key'));
    if (picked.problems.length > 0)
        return { ok: false, problems: picked.problems };
    const planning = source.input('command') === 'plan';
    const base = planning ? asDryRun(source) : source;
    const read = content.keys.map((key) => ({
        name: key.name,
        picked: picked.keys.includes(key),
        result: readOne(sourceFor(base, key, path, FILE_FIELDS)),
    }));
    const [first, second] = read.filter((key) => key.picked);
    if (first !== undefined && source.input('command') === 'retrieve') {
        if (second === undefined)
            return first.result;
        const remedy = `one of ${content.keys.map(({ name }) => name).join(', ')}`;
        return { ok: false, problems: [{ input: 'key', problem: 'retrieve hands over one key', remedy }] };
    }
    const problems = read.flatMap((key) => (key.picked && !key.result.ok ? key.result.problems : []));
    const keys = read.flatMap(({ name, result, picked: isPicked }) => result.ok && result.inputs.command !== 'retrieve' ? [{ name, isPicked, inputs: result.inputs }] : []);
    const reader = createReader(source);
    const jobs = planning ? reader.optional('jobs', wholeNumber(1, spread/* MOST_JOBS */.r2)) : undefined;
    const clashes = collisions(keys, (name, field) => {
        const position = content.keys.find((key) => key.name === name)?.position(field);
        return position && { file: path, ...position };
    });
    const all = distinct([...problems, ...clashes, ...reader.problems]);
    if (all.length > 0)
        return { ok: false, problems: all };
    const chosen = keys.filter(({ isPicked }) => isPicked).map(({ name, inputs }) => ({ name, inputs }));
    if (!planning)
        return { ok: true, inputs: { command: 'fleet', keys: chosen } };
    return { ok: true, inputs: { command: 'plan', keys: chosen, ...(jobs !== undefined && { jobs }) } };
}
/** A plan is made of what a rotation would do now. */
function asDryRun(source) {
    const said = { command: 'rotate', 'dry-run': 'true' };
    return { ...source, input: (name) => said[name] ?? source.input(name) };
}
/** What every key is told by the step, such as a credential, is wrong once and not once for each key. */
function distinct(problems) {
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
const READERS = {
    rotate: readRotation,
    rollover: readRotation,
    retire: readRotation,
    rollback: readRotation,
    retrieve: readRetrieve,
};
function readCommand(reader) {
    const command = reader.required('command', oneOf(types/* COMMANDS */.Lo, 'a command'));
    const available = AVAILABLE.find((name) => name === command);
    if (command === 'plan') {
        const problem = 'plan spreads the keys of a file over jobs, and there is no file';
        reader.reject('command', problem, 'name the file in config');
    }
    else if (command !== undefined && available === undefined) {
        reader.reject('command', `${command} is not available in this version`, `one of ${AVAILABLE.join(', ')}`);
    }
    return available;
}
/** What every command needs: with a command that cannot be run, its problems are worth telling all the same. */
function readCommon(reader, source) {
    const scalewayUrl = readScalewayUrl(reader);
    readTrigger(reader, source, [scalewayUrl]);
    readScaleway(reader, scalewayUrl);
}
function readRotation(reader, source, command) {
    if (command === 'retrieve')
        throw new Error('retrieve is read elsewhere; this is a bug');
    const issuer = readIssuer(reader);
    const scalewayUrl = readScalewayUrl(reader);
    const githubUrl = readGithubUrl(reader);
    const keysApiUrl = issuer === 'keys-api' ? readKeysApiUrl(reader) : undefined;
    const keysApiUrls = keysApiUrl === undefined ? [] : [keysApiUrl, ...namedElsewhere(reader)];
    readTrigger(reader, source, [scalewayUrl, githubUrl, ...keysApiUrls]);
    const scaleway = readScaleway(reader, scalewayUrl);
    const github = readGithub(reader, githubUrl);
    const keysApi = keysApiUrl && readKeysApi(reader, keysApiUrl, command);
    const key = readKey(reader, issuer);
    const own = readOwnRepository(reader);
    const store = readStore(reader, issuer, source.keyName, () => own);
    const keepVersions = reader.required('keep-versions', wholeNumber(1, MOST_KEPT_VERSIONS));
    const targets = readTargets(reader, own, issuer);
    const oldKey = readOldKey(reader, issuer);
    if (key && oldKey)
        checkLifetimes(reader, key, oldKey, issuer === 'scaleway');
    if (key && issuer === 'keys-api' && command === 'rollover')
        checkRolloverWindow(reader, key.rolloverWindow);
    if (issuer === 'keys-api' && command === 'retire') {
        reader.reject('command', 'a keys API ends a key when it is rolled over or expires, and at no other time, so there is nothing to retire', 'rollover, rotate, retrieve or rollback; deactivate a leaked key in the service itself');
    }
    const dryRun = reader.required('dry-run', BOOLEAN);
    const rotator = readRotator(reader, own, source.keyName);
    if (!scaleway || !github || !key || !store || !oldKey || !rotator)
        return undefined;
    if (keepVersions === undefined || dryRun === undefined)
        return undefined;
    if (issuer === 'keys-api' && keysApi === undefined)
        return undefined;
    return {
        command,
        dryRun,
        ...(keysApi !== undefined && { keysApi }),
        scaleway,
        github,
        key,
        store: { ...store, keepVersions },
        targets,
        oldKey,
        rotator,
    };
}
function readRetrieve(reader, source) {
    const scalewayUrl = readScalewayUrl(reader);
    readTrigger(reader, source, [scalewayUrl]);
    const scaleway = readScaleway(reader, scalewayUrl);
    const issuer = reader.required('issuer', ISSUER) ?? 'scaleway';
    const store = readStore(reader, issuer, source.keyName, () => readOwnRepository(reader));
    const exportEnv = reader.required('export-env', BOOLEAN);
    if (!scaleway || !store || exportEnv === undefined)
        return undefined;
    return { command: 'retrieve', issuer, exportEnv, scaleway, store };
}
const ISSUER = oneOf(types/* ISSUERS */.x5, 'an issuer');
/** What makes the keys. Where that is wrong, the rest is read as for Scaleway, and told as well. */
function readIssuer(reader) {
    const issuer = reader.required('issuer', ISSUER);
    if (issuer !== undefined)
        checkApplicable(reader, issuer);
    return issuer ?? 'scaleway';
}
function readOldKey(reader, issuer) {
    const said = reader.given('old-key') === undefined ? undefined : reader.required('old-key', OLD_KEY);
    const gracePeriod = reader.required('grace-period', duration('7d'));
    if (issuer === 'keys-api' && said === 'delete') {
        reader.reject('old-key', 'a keys API cannot delete a key: rotate leaves the old one active until it expires, and rollover ends it at once', 'keep, or leave it out');
    }
    const policy = said ?? (issuer === 'keys-api' ? 'keep' : 'delete');
    return gracePeriod !== undefined ? { policy, gracePeriod } : undefined;
}
const OLD_KEY = oneOf(['delete', 'keep'], 'what can be done with an old key');
function readTrigger(reader, source, services) {
    const allOnLoopback = services.every((service) => service.ok && service.loopback);
    const trigger = checkTrigger(reader.variable('GITHUB_EVENT_NAME'), source.event, allOnLoopback);
    if (!trigger.ok)
        reader.reject('on', trigger.problem, trigger.remedy);
}


/***/ }),

/***/ 8301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Lo: () => (/* binding */ COMMANDS),
/* harmony export */   ij: () => (/* binding */ REGIONS),
/* harmony export */   x5: () => (/* binding */ ISSUERS)
/* harmony export */ });
/** Every command of the product, in the order of its documentation. */
const COMMANDS = ['rotate', 'rollover', 'retrieve', 'check', 'retire', 'rollback', 'plan'];
/** The regions that have Secret Manager. */
const REGIONS = ['fr-par', 'nl-ams', 'pl-waw'];
/** What makes the keys. */
const ISSUERS = ['scaleway', 'keys-api'];


/***/ }),

/***/ 6426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ ROLLS_OVER_WITHIN_DAYS),
/* harmony export */   n: () => (/* binding */ createKeysApi)
/* harmony export */ });
/* harmony import */ var _rotation_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2411);
/* harmony import */ var _rotation_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5271);
/* harmony import */ var _services_connection_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9538);



/** How long before its end the service rolls a key over; an expired one as well. */
const ROLLS_OVER_WITHIN_DAYS = 7;
/** A service with a keys API (`POST /keys/create`, `POST /keys/rollover`) as an issuer: it shows each key once. */
function createKeysApi(options) {
    const { url, token, expiry, mask } = options;
    async function post(path, body) {
        const answer = await options.api(`${url}${path}`, {
            method: 'POST',
            headers: {
                authorization: `Bearer ${token}`,
                'content-type': 'application/json',
                accept: 'application/json',
            },
            body: JSON.stringify(body),
        });
        return readAnswer(answer.status, await answer.text(), mask);
    }
    return {
        kind: 'blind',
        rollsOverWithinMs: ROLLS_OVER_WITHIN_DAYS * 86_400_000,
        async create() {
            const { name, permissions } = options;
            const answer = await post('/keys/create', { name, permissions, expiry });
            if (isRefusal(answer))
                throw new _rotation_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .RunProblems */ .ww([refusal(answer, 'make a key')]);
            return newKey(answer, 'make a key');
        },
        async rollOver(source) {
            const which = 'id' in source ? { expired_key_id: source.id } : { api_key: source.credential.secret };
            const answer = await post('/keys/rollover', { ...which, expiry });
            if (!isRefusal(answer))
                return { kind: 'made', key: newKey(answer, 'roll the key over') };
            const message = answer.message.toLowerCase();
            if (message.includes('expired or expiring within'))
                return { kind: 'not-yet' };
            if (message.includes('key not found')) {
                return { kind: 'unknown-key', problem: unknownKey(answer, source) };
            }
            return { kind: 'refused', problem: refusal(answer, 'roll the key over') };
        },
        probe: options.verify && ((credential) => probe(options.verify, credential)),
        first: firstSource(options.first),
        problems: (at) => tokenProblems(token, at),
    };
}
function firstSource(first) {
    if (first === undefined || 'id' in first)
        return first;
    return { credential: { accessKey: (0,_rotation_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .R)(first.key), secret: first.key } };
}
/**
 * Reads an answer. A key in it is masked before anything else happens to it; and where the answer is not JSON, it is
 * kept as a secret as a whole, because nobody knows where in it a key stands.
 */
function readAnswer(status, text, mask) {
    const fields = jsonObject(text);
    if (fields === undefined) {
        if (status < 400)
            mask(text);
        return { status, message: '', key: undefined, expiresAt: undefined };
    }
    // The guide of the service shows the answer with this envelope and, once, without.
    const data = isObject(fields['data']) ? fields['data'] : fields;
    const at = (name) => [data[name], fields[name]].find((value) => typeof value === 'string' && value !== '');
    const key = at('api_key');
    if (key !== undefined)
        mask(key);
    const expiresAt = new Date(at('expires_at') ?? Number.NaN);
    const said = fields['status_code'];
    return {
        status: typeof said === 'number' && said >= 400 ? said : status,
        message: wordsOf(fields['message']),
        key,
        expiresAt: Number.isNaN(expiresAt.getTime()) ? undefined : expiresAt,
    };
}
function jsonObject(text) {
    try {
        const value = JSON.parse(text);
        return isObject(value) ? value : undefined;
    }
    catch {
        return undefined; // the parser's message would quote the answer
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** A message is a text, or several in a list. */
function wordsOf(message) {
    const parts = Array.isArray(message) ? message : [message];
    return parts.filter((part) => typeof part === 'string').join('; ');
}
/** An answer that shows a key is none, whatever its number: the key is there. */
function isRefusal({ status, key }) {
    return key === undefined && status >= 400;
}
function newKey({ status, key, expiresAt }, doing) {
    if (key === undefined) {
        throw new _rotation_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .NoAnswer */ .W_(`the keys API was to ${doing}, and its answer (${status}) shows no key`);
    }
    return { credential: { accessKey: (0,_rotation_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .R)(key), secret: key }, expiresAt };
}
function unknownKey({ message }, source) {
    const about = 'id' in source ? 'keys-api-expired-key-id' : 'keys-api-key';
    return {
        about,
        problem: `the keys API knows no such key of this user (${message})`,
        remedy: 'Look whether keys-api-token signs in as the user that the key belongs to, and whether the key was deleted, ' +
            'deactivated or rolled over already; if it is gone, run once with command: rotate, which makes a new one',
    };
}
/** What a refusal means, and what to do. */
function refusal({ status, message }, doing) {
    const said = message === '' ? '' : `: ${message}`;
    const problem = `the keys API did not ${doing} (${status}${said})`;
    if (status === 401) {
        return {
            about: 'keys-api-token',
            problem: `the keys API does not accept the token (401${said})`,
            remedy: 'Sign in right before this step and hand the fresh JWT over; it has probably expired',
        };
    }
    if (status === 403) {
        const remedy = 'Sign in as a user who may manage keys';
        return { about: 'keys-api-token', problem, remedy };
    }
    if (status === 429)
        return { about: 'keys-api-url', problem, remedy: 'Run again later; nothing was changed' };
    if (message.includes('must be provided')) {
        return {
            about: 'keys-api-key',
            problem,
            remedy: 'Give keys-api-key or keys-api-expired-key-id; the service did not see the one that was sent',
        };
    }
    if (status === 404)
        return { about: 'keys-api-url', problem, remedy: 'Check the address: /keys/… follows on it' };
    const remedy = 'Check keys-api-name, keys-api-permissions and expiry against what the service knows';
    return { about: 'keys-api-url', problem, remedy };
}
/** Asks the service something with a key. What says nothing of the key is told as such, and is no error here. */
async function probe(verify, { secret }) {
    // A key that no header can carry is not sent: the error would quote it.
    if (verify === undefined || !/^[\x21-\x7e]+$/.test(secret))
        return 'unclear';
    try {
        const { status } = await verify.fetch(verify.url, { headers: { [verify.header]: secret } });
        if (status >= 200 && status < 300)
            return 'accepted';
        if (status === 401)
            return 'denied';
        return status === 403 ? 'forbidden' : 'unclear';
    }
    catch (error) {
        if (error instanceof _services_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .ConnectionError */ .Rc)
            return 'unclear';
        throw error;
    }
}
/** Whether a token that says when it ends has ended; one that is no JWT says nothing. */
function tokenProblems(token, at) {
    const [, claims = ''] = token.split('.');
    const expires = jsonObject(Buffer.from(claims, 'base64url').toString('utf8'))?.['exp'];
    if (typeof expires !== 'number' || expires * 1000 > at.getTime())
        return [];
    const end = new Date(expires * 1000);
    const when = Number.isNaN(end.getTime()) ? 'long ago' : `on ${end.toISOString()}`;
    return [
        {
            about: 'keys-api-token',
            problem: `the token ended ${when}`,
            remedy: 'Sign in right before this step and hand the fresh JWT over',
        },
    ];
}


/***/ }),

/***/ 1294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  L: () => (/* binding */ decide)
});

// EXTERNAL MODULE: ./build/rotation/due.js
var rotation_due = __nccwpck_require__(6005);
// EXTERNAL MODULE: ./build/rotation/observation.js
var rotation_observation = __nccwpck_require__(813);
// EXTERNAL MODULE: ./build/rotation/policy.js
var rotation_policy = __nccwpck_require__(8133);
// EXTERNAL MODULE: ./build/rotation/retirement.js
var retirement = __nccwpck_require__(6064);
// EXTERNAL MODULE: ./build/rotation/rollover-source.js
var rollover_source = __nccwpck_require__(5490);
;// CONCATENATED MODULE: ./build/rotation/housekeeping.js




/** What can fail without harm to anything that follows; the next run tries again. */
function* housekeeping(observation, policy, memory) {
    yield* garbage(observation);
    yield* givenUp(observation, policy);
    yield* loosePromotion(observation);
    yield* closings(observation);
    // A rollback ends no key: it may be the very one to go back to.
    if (policy.command !== 'rollback')
        yield* (0,retirement/* retirements */.n4)(observation, policy, memory);
}
/**
 * Keys that still say `made` for this secret and are older than any run can last. Nobody published them, because
 * nothing is published before the mark says `stored`; so they go, even where a version holds them.
 */
function* garbage(observation) {
    for (const key of observation.keys.values()) {
        if (!(0,rotation_observation/* isMade */.sX)(observation, key) || (0,rotation_observation/* ageMs */.WO)(observation, key.createdAt) <= rotation_policy/* GARBAGE_AFTER_MS */.i)
            continue;
        const holders = (0,rotation_observation/* generations */.YZ)(observation).filter((generation) => generation.record.accessKey === key.accessKey);
        // A version in another stage means that a person changed the mark; such a key is not ours to delete.
        if (holders.some(({ record }) => record.stage !== 'pending' && record.stage !== 'abandoned'))
            continue;
        yield { kind: 'discard', accessKey: key.accessKey, revisions: holders.map(({ revision }) => revision) };
    }
}
/** Pending versions that cannot or must not be finished. */
function* givenUp(observation, policy) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    for (const { revision, status, record } of (0,rotation_observation/* generations */.YZ)(observation)) {
        if (record.stage !== 'pending')
            continue;
        const { accessKey } = record;
        // A key that says `made` is garbage soon: until then its run may live.
        if ((0,rotation_observation/* isMade */.sX)(observation, observation.keys.get(accessKey)))
            continue;
        // Expired or in doubt, it may be all that there is to roll over.
        const spared = status === 'enabled' && (0,rollover_source/* canBeRolledOver */.a)(observation, policy, accessKey);
        if (!(0,rotation_observation/* isAlive */._n)(observation, accessKey)) {
            if (!spared)
                yield { kind: 'give-up', revision, accessKey, reason: 'dead' };
        }
        else if (status !== 'enabled')
            yield { kind: 'give-up', revision, accessKey, reason: 'disabled' };
        else if (current !== undefined && current.revision > revision) {
            yield { kind: 'give-up', revision, accessKey, reason: 'overtaken' };
        }
    }
}
/** Older versions that still say `current`: a promotion was cut between its two writes. */
function* loosePromotion(observation) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    if (current === undefined)
        return;
    for (const { revision, record } of (0,rotation_observation/* generations */.YZ)(observation)) {
        if (record.stage !== 'current' || revision === current.revision)
            continue;
        yield { kind: 'mark-previous', revision, accessKey: record.accessKey, since: current.record.since };
    }
}
/** Versions that are over and do not say so yet, or can still be read by mistake. */
function* closings(observation) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    for (const { revision, status, record } of (0,rotation_observation/* generations */.YZ)(observation)) {
        const { accessKey, stage } = record;
        const over = stage === 'retired' || stage === 'abandoned';
        if (stage === 'abandoned' && status === 'enabled') {
            // Nobody who asks for the newest version may get a key that was given up.
            yield { kind: 'close', revision, accessKey, because: 'given-up' };
        }
        else if (!observation.keys.has(accessKey)) {
            if (stage === 'previous' || (over && status === 'enabled')) {
                yield { kind: 'close', revision, accessKey, because: 'dead' };
            }
        }
        else if (accessKey === current?.record.accessKey && revision !== current.revision) {
            // One key in two versions: stored twice after a lost answer, or gone back to. The current one speaks for it.
            if (stage === 'previous' || stage === 'pending') {
                yield { kind: 'close', revision, accessKey, because: 'duplicate' };
            }
        }
    }
}

// EXTERNAL MODULE: ./build/rotation/steps.js
var steps = __nccwpck_require__(6888);
;// CONCATENATED MODULE: ./build/rotation/decide.js







/**
 * Decides the next step of a rotation from what stands in the cloud. Pure: no clock, no service, no randomness.
 * A first run, a resumed run and a run with nothing to do are the same sequence of calls to this function.
 *
 * The order is part of the promise: first what dead runs left, then what is past its grace period (a run that is
 * due ends the old grace period before it makes its key), then an unfinished version, then a new key, and only
 * where none of that is to be done, targets that drifted. `retire` and `rollback` do a part of it.
 */
function decide(observation, policy, memory) {
    const { takeOver } = observation;
    if (takeOver !== undefined)
        return { kind: 'take-over', revision: takeOver.revision, accessKey: takeOver.accessKey };
    for (const step of housekeeping(observation, policy, memory)) {
        if (!memory.failedSteps.has((0,steps/* stepName */.u)(step)))
            return step;
    }
    const settled = { kind: 'stop', because: { kind: 'settled' } };
    switch (policy.command) {
        case 'rotate':
        case 'rollover': {
            const { halted } = memory;
            const end = halted === undefined ? settled : { kind: 'stop', because: halted };
            // Where a new key went astray, the targets may hold it, and the old one is dead: nothing is written any more.
            if (halted !== undefined && halted.kind !== 'not-yet')
                return end;
            return (pendingStep(observation, policy, memory) ??
                newKeyStep(observation, policy, memory) ??
                repairStep(observation, memory) ??
                end);
        }
        case 'rollback':
            return rollbackStep(observation, policy, memory) ?? repairStep(observation, memory) ?? settled;
        case 'retire':
            return (0,retirement/* unretired */.lh)(observation, policy, memory) ?? settled;
    }
}
/**
 * The next step back to the key before. A rollback is a rotation forward: a new version with the previous key, so
 * that the list only grows and the newest current version counts. An unfinished version of another key is given up
 * instead: the current key is then the one before it.
 */
function rollbackStep(observation, policy, memory) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    const stands = current?.status === 'enabled' && (0,rotation_observation/* isAlive */._n)(observation, current.record.accessKey);
    if (memory.promoted || (memory.rolledBack && stands))
        return undefined;
    const pending = livingPending(observation);
    if (memory.unproven !== undefined && pending.length === 0) {
        return { kind: 'stop', because: { kind: 'unproven', accessKey: memory.unproven } };
    }
    if (pending.some(({ generation }) => generation.record.rolledBack === true)) {
        return pendingStep(observation, policy, memory);
    }
    const previous = (0,rotation_observation/* generations */.YZ)(observation).findLast(({ record, status }) => record.stage === 'previous' && status === 'enabled' && (0,rotation_observation/* isAlive */._n)(observation, record.accessKey));
    const [unfinished] = pending;
    // Never the only key that works: there must be one to go back to.
    if (unfinished !== undefined && (stands || previous !== undefined)) {
        const { revision, record } = unfinished.generation;
        return { kind: 'give-up', revision, accessKey: record.accessKey, reason: 'rolled-back' };
    }
    if (previous === undefined)
        return { kind: 'stop', because: { kind: 'nothing-to-roll-back-to' } };
    const { revision, record } = previous;
    return (pruning(observation, policy.keepVersions, memory) ?? {
        kind: 'roll-back',
        revision,
        accessKey: record.accessKey,
    });
}
/** Pending versions that can be read, are newer than the current one, and whose key is alive; oldest first. */
function livingPending(observation) {
    const floor = (0,rotation_observation/* currentGeneration */.Ev)(observation)?.revision ?? 0;
    return (0,rotation_observation/* generations */.YZ)(observation).flatMap((generation) => {
        const { revision, status, record } = generation;
        const key = observation.keys.get(record.accessKey);
        if (record.stage !== 'pending' || status !== 'enabled' || revision <= floor)
            return [];
        if (key === undefined || !(0,rotation_observation/* isAlive */._n)(observation, record.accessKey))
            return [];
        return [{ generation, key }];
    });
}
/** The next step of a version that is stored and not yet in every target; of several the oldest wins. */
function pendingStep(observation, policy, memory) {
    // A run brings out one key: what is pending after that belongs to a run that lost, and is garbage soon.
    if (memory.promoted || memory.helped)
        return undefined;
    for (const { generation, key } of livingPending(observation)) {
        const { revision, record } = generation;
        const { accessKey } = record;
        if ((0,rotation_observation/* isMade */.sX)(observation, key)) {
            if ((0,rotation_observation/* ageMs */.WO)(observation, key.createdAt) < rotation_policy/* RUN_DEADLINE_MS */.Y)
                return { kind: 'mark-stored', revision, accessKey };
            continue; // nobody can publish it any more
        }
        if (record.rolledBack !== true &&
            key.expiresAt !== undefined &&
            memory.made !== accessKey &&
            (0,rotation_due/* isExpiring */.v)(observation, policy, key.expiresAt)) {
            // Its own time is nearly over: publishing it would hand out a key that dies soon. What can only be rolled over
            // is not given up: it is the one that the next key is made from.
            if ((0,rollover_source/* canBeRolledOver */.a)(observation, policy, accessKey))
                continue;
            return { kind: 'give-up', revision, accessKey, reason: 'expiring' };
        }
        const late = (0,rotation_observation/* lagging */.SO)(observation, generation).map(({ id }) => id);
        if (late.length === 0)
            return { kind: 'promote', revision, accessKey };
        const failed = late.filter((id) => memory.failedTargets.has(id));
        if (failed.length > 0)
            return { kind: 'stop', because: { kind: 'targets-lag', accessKey, targets: failed } };
        if (memory.unproven === accessKey) {
            if (observation.issuer === 'listing' || currentWorks(observation))
                return { kind: 'give-up', revision, accessKey, reason: 'unproven' };
            // Perhaps the question is wrong, and not the key: another one, which nobody could end, would fare no better.
            if (!nothingToLose(observation, generation))
                return { kind: 'stop', because: { kind: 'unproven', accessKey } };
        }
        else if (!memory.proven.has(accessKey))
            return { kind: 'prove', revision, accessKey };
        return { kind: 'publish', revision, accessKey, targets: late };
    }
    return undefined;
}
/** Whether the current key was seen to work, by the very question that the new one was asked. */
function currentWorks(observation) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    return observation.keys.get(current?.record.accessKey ?? '')?.works === true;
}
/** Whether what the targets hold is dead, so that a key that could not be seen to work can only be better. */
function nothingToLose(observation, { record }) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    return (record.rolledOver === true || (current !== undefined && !(0,rotation_observation/* isAlive */._n)(observation, current.record.accessKey)));
}
/** A new key where one is due, and before it the room that it needs. */
function newKeyStep(observation, policy, memory) {
    if (memory.unproven !== undefined) {
        // Whatever kept the last one from working would keep the next one, too: that is for a later run.
        const { unproven: accessKey, promoted } = memory;
        return { kind: 'stop', because: { kind: promoted ? 'published-unproven' : 'unproven', accessKey } };
    }
    const due = (0,rotation_due/* whetherDue */.G)(observation, policy, memory);
    if (!due.due) {
        return memory.promoted ? pruning(observation, policy.keepVersions, memory) : undefined;
    }
    if (observation.secretId === undefined)
        return { kind: 'create-secret' };
    const rival = livingPending(observation).find(({ key }) => !(0,rollover_source/* canBeRolledOver */.a)(observation, policy, key.accessKey));
    if (rival !== undefined) {
        // A new version would lose against this older one, which can neither be published nor, yet, be cleaned up.
        const until = new Date(rival.key.createdAt.getTime() + rotation_policy/* GARBAGE_AFTER_MS */.i);
        return { kind: 'stop', because: { kind: 'unfinished-elsewhere', accessKey: rival.key.accessKey, until } };
    }
    return pruning(observation, policy.keepVersions, memory) ?? { kind: 'make', because: due.because };
}
/** Deletes the oldest version of a dead (or let go) key while there are more of them than are to be kept. */
function pruning(observation, keep, memory) {
    const all = (0,rotation_observation/* generations */.YZ)(observation);
    const spare = all.filter(({ record }) => {
        if (record.stage !== 'retired' && record.stage !== 'abandoned')
            return false;
        const mark = observation.keys.get(record.accessKey)?.mark;
        // The stage alone is not enough: a key that carries our mark is alive, and its only copy may stand here.
        return !(0,rotation_observation/* isInUse */.ly)(observation, record.accessKey) && mark?.secretId !== observation.secretId;
    });
    const step = spare
        .map(({ revision }) => ({ kind: 'prune', revision }))
        .find((candidate) => !memory.failedSteps.has((0,steps/* stepName */.u)(candidate)));
    return spare.length > keep ? step : undefined;
}
/**
 * Targets that may not hold the current key any more (written by someone else, deleted, or newly declared), or that
 * others have access to than was declared.
 */
function repairStep(observation, memory) {
    const current = (0,rotation_observation/* currentGeneration */.Ev)(observation);
    if (current?.status !== 'enabled' || !(0,rotation_observation/* isAlive */._n)(observation, current.record.accessKey))
        return undefined;
    const { revision, record } = current;
    const late = (0,rotation_observation/* inNeedOfRepair */.Cj)(observation, current).map(({ id }) => id);
    if (late.length === 0)
        return undefined;
    const failed = late.filter((id) => memory.failedTargets.has(id));
    if (failed.length > 0) {
        return { kind: 'stop', because: { kind: 'targets-lag', accessKey: record.accessKey, targets: failed } };
    }
    return { kind: 'repair', revision, accessKey: record.accessKey, targets: late };
}


/***/ }),

/***/ 6837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Tm: () => (/* binding */ dead),
/* harmony export */   aE: () => (/* binding */ inDoubt),
/* harmony export */   hL: () => (/* binding */ withoutDoubt),
/* harmony export */   mC: () => (/* binding */ beginDoubt),
/* harmony export */   uA: () => (/* binding */ endDoubt)
/* harmony export */ });
/**
 * A blind issuer ends a key in the moment in which it makes the next one, and shows that one once. So before it is
 * asked, the key's version says so (`replacing`); from then on the key is in doubt, for every run, until it is seen
 * to work or its successor is stored. A key in doubt is never written to a target.
 */
function beginDoubt(record, at, run) {
    return { ...record, replacing: at, run };
}
/** The record of a key that is in doubt no longer. */
function endDoubt({ replacing: _over, ...record }) {
    return record;
}
/** What is known once a key was seen to work, or its issuer has said that it does. */
function withoutDoubt(observation, revision) {
    let accessKey;
    const versions = observation.versions.map((version) => {
        if (version.revision !== revision || version.record === undefined)
            return version;
        const record = endDoubt(version.record);
        accessKey = record.accessKey;
        return { ...version, record };
    });
    return {
        ...observation,
        versions,
        keys: changed(observation, accessKey, ({ inDoubt: _over, ...key }) => key),
    };
}
/** What is known once nobody knows whether a key still works. */
function inDoubt(observation, accessKey) {
    return { ...observation, keys: changed(observation, accessKey, (key) => ({ ...key, inDoubt: true })) };
}
/** What is known once a key is dead for certain. */
function dead(observation, accessKey) {
    return { ...observation, keys: new Map([...observation.keys].filter(([name]) => name !== accessKey)) };
}
function changed({ keys }, accessKey, change) {
    return new Map([...keys].map(([name, key]) => [name, name === accessKey ? change(key) : key]));
}


/***/ }),

/***/ 6005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ whetherDue),
/* harmony export */   v: () => (/* binding */ isExpiring)
/* harmony export */ });
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(813);

/**
 * Whether the key is to be replaced now. A key is due when `force` says so; when there is no current generation;
 * when its key is dead, expired, or expires within the rollover window, whatever its age; when it has reached
 * `max-age`, or, without `max-age`, on every run that did not just finish an earlier one's work.
 */
function whetherDue(observation, policy, memory) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    // A run makes one key, and promotes once: what it promoted is the replacement that was asked for, whoever made it.
    if (memory.promoted || memory.made !== undefined)
        return { due: false, next: undefined };
    if (memory.halted !== undefined)
        return { due: false, next: undefined };
    if (policy.force)
        return { due: true, because: { kind: 'forced' } };
    if (current === undefined)
        return { due: true, because: { kind: 'first' } };
    if (current.status !== 'enabled')
        return { due: true, because: { kind: 'unreadable', revision: current.revision } };
    const accessKey = current.record.accessKey;
    const key = observation.keys.get(accessKey);
    if (key === undefined)
        return { due: true, because: { kind: 'dead', accessKey } };
    if (key.inDoubt === true)
        return { due: true, because: { kind: 'in-doubt', accessKey } };
    const { expiresAt, createdAt } = key;
    if (expiresAt !== undefined && (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key)) {
        return { due: true, because: { kind: 'expired', accessKey, expiresAt } };
    }
    // Somebody went back to this key for a reason: it is replaced when somebody says so, or when it is dead.
    if (current.record.rolledBack === true)
        return { due: false, next: expiresAt };
    if (expiresAt !== undefined) {
        if (isExpiring(observation, policy, expiresAt)) {
            return { due: true, because: { kind: 'expiring', accessKey, expiresAt } };
        }
    }
    if (policy.command === 'rollover') {
        if (expiresAt === undefined && observation.issuer === 'blind') {
            return { due: true, because: { kind: 'end-unknown', accessKey } };
        }
        return { due: false, next: expiresAt === undefined ? undefined : windowOpens(policy, expiresAt) };
    }
    if (policy.maxAge === undefined) {
        return memory.resumed ? { due: false, next: undefined } : { due: true, because: { kind: 'every-run' } };
    }
    const old = policy.maxAge.after(createdAt);
    if (old <= observation.at)
        return { due: true, because: { kind: 'old', accessKey, createdAt } };
    return { due: false, next: earlier(old, expiresAt && windowOpens(policy, expiresAt)) };
}
/** Whether a key's end lies within the rollover window. */
function isExpiring(observation, policy, expiresAt) {
    return expiresAt <= policy.rolloverWindow.after(observation.at);
}
/** When the rollover window of an expiry opens, to within what calendar arithmetic allows. */
function windowOpens(policy, expiresAt) {
    const length = policy.rolloverWindow.after(expiresAt).getTime() - expiresAt.getTime();
    return new Date(expiresAt.getTime() - length);
}
function earlier(a, b) {
    return b !== undefined && b < a ? b : a;
}


/***/ }),

/***/ 409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EQ: () => (/* binding */ afterHalt),
/* harmony export */   HP: () => (/* binding */ afterFailure),
/* harmony export */   Pl: () => (/* binding */ after),
/* harmony export */   j9: () => (/* binding */ rolledBackRecord),
/* harmony export */   zv: () => (/* binding */ recordOf)
/* harmony export */ });
/* harmony import */ var _doubt_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6837);
/* harmony import */ var _keys_on_record_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4183);
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(813);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8086);
/* harmony import */ var _steps_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6888);





/**
 * What is known after a step, given what was known before it. The interpreter writes to the services what this says,
 * a dry run only says it, and the exploration of the state space steps through it: they cannot disagree.
 */
function after(known, step, facts) {
    const { observation, memory } = known;
    switch (step.kind) {
        case 'take-over': {
            const versions = changeRecord(observation.versions, step.revision, () => adoptedRecord(step.accessKey, facts));
            return { observation: { ...observation, takeOver: undefined, versions }, memory };
        }
        case 'discard': {
            const keys = without(observation.keys, step.accessKey);
            const versions = step.revisions.reduce((all, revision) => setStage(disabled(all, revision), revision, 'abandoned', facts), observation.versions);
            return { observation: { ...observation, keys, versions }, memory };
        }
        case 'give-up': {
            const versions = setStage(disabled(observation.versions, step.revision), step.revision, 'abandoned', facts);
            if (step.reason !== 'rolled-back')
                return { observation: { ...observation, versions }, memory };
            // Somebody goes back to the current key, so automatic rotation rests as after any rollback.
            const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .currentGeneration */ .Ev)(observation)?.revision;
            const resting = changeRecord(versions, current, (record) => record && { ...record, rolledBack: true });
            return { observation: { ...observation, versions: resting }, memory: { ...memory, rolledBack: true } };
        }
        case 'mark-previous': {
            const versions = setStage(observation.versions, step.revision, 'previous', { ...facts, at: step.since });
            return {
                observation: { ...observation, versions },
                memory: { ...memory, resumed: memory.resumed || !memory.promoted },
            };
        }
        case 'close': {
            const versions = changeRecord(disabled(observation.versions, step.revision), step.revision, (record) => record?.stage === 'previous' || record?.stage === 'pending' ? ended(record, facts) : record);
            return { observation: { ...observation, versions }, memory };
        }
        case 'retire': {
            const { revision, how, accessKey } = step;
            const retired = changeRecord(observation.versions, revision, (record) => record && ended(record, facts));
            const versions = revision === undefined || how === 'let-go' ? retired : disabled(retired, revision);
            const keys = how === 'delete' ? without(observation.keys, accessKey) : unmarked(observation.keys, accessKey);
            return { observation: { ...observation, versions, keys }, memory };
        }
        case 'prune': {
            const versions = observation.versions.map((version) => version.revision === step.revision
                ? { ...version, status: 'scheduled_for_deletion' }
                : version);
            return { observation: { ...observation, versions }, memory };
        }
        case 'mark-stored': {
            const keys = marked(observation.keys, step.accessKey);
            return { observation: { ...observation, keys }, memory };
        }
        case 'prove': {
            const { accessKey, revision } = step;
            if (facts.works !== false) {
                const versions = changeRecord(observation.versions, revision, (record) => record && (0,_keys_on_record_js__WEBPACK_IMPORTED_MODULE_0__/* .proven */ .H3)(record));
                const known = { ...memory, proven: new Set([...memory.proven, accessKey]) };
                return { observation: { ...observation, versions }, memory: known };
            }
            const versions = changeRecord(observation.versions, revision, (record) => record && observation.issuer === 'blind' ? { ...record, unproven: true } : record);
            return { observation: { ...observation, versions }, memory: { ...memory, unproven: accessKey } };
        }
        case 'publish':
        case 'repair':
            return written(known, step.revision, facts);
        case 'promote': {
            const current = setStage(observation.versions, step.revision, 'current', facts);
            const versions = changeRecord(current, step.revision, (record) => record && { ...record, promoted: facts.at });
            const resumed = memory.resumed || memory.made !== step.accessKey;
            return { observation: { ...observation, versions }, memory: { ...memory, promoted: true, resumed } };
        }
        case 'create-secret':
            return { observation: { ...observation, secretId: facts.secretId }, memory };
        case 'make': {
            const { made } = facts;
            if (made === undefined)
                return known;
            const { rolledOver, replaces } = made.version.record ?? {};
            const left = rolledOver && replaces !== undefined ? without(observation.keys, replaces) : observation.keys;
            const keys = new Map(left).set(made.key.accessKey, made.key);
            const versions = [...observation.versions, made.version];
            return {
                observation: { ...observation, keys, versions },
                memory: { ...memory, made: made.key.accessKey },
            };
        }
        case 'roll-back': {
            const { restored } = facts;
            if (restored === undefined)
                return known;
            const record = rolledBackRecord(observation, step.revision, step.accessKey, facts);
            const versions = [...observation.versions, { revision: restored, status: 'enabled', record }];
            return { observation: { ...observation, versions }, memory: { ...memory, made: step.accessKey } };
        }
        case 'stop':
            return known;
    }
}
/** What is known after a step that failed and is left to the next run. */
function afterFailure(known, step) {
    const failedSteps = new Set([...known.memory.failedSteps, (0,_steps_js__WEBPACK_IMPORTED_MODULE_3__/* .stepName */ .u)(step)]);
    return { ...known, memory: { ...known.memory, failedSteps } };
}
/**
 * What is known after an issuer was asked for a key, and the run got none that it could store.
 * @param source the generation that was to be rolled over
 */
function afterHalt(known, because, source) {
    const memory = { ...known.memory, halted: because };
    const { observation } = known;
    if (source === undefined)
        return { observation, memory };
    const { accessKey } = source.record;
    switch (because.kind) {
        case 'not-yet': {
            // So the issuer knows it, and it lives, even where it could not be seen to work.
            const settled = (0,_doubt_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutDoubt */ .hL)(observation, source.revision);
            const key = settled.keys.get(accessKey) ?? (0,_keys_on_record_js__WEBPACK_IMPORTED_MODULE_0__/* .keysOnRecord */ .nh)(settled).get(accessKey);
            const keys = key === undefined ? settled.keys : new Map(settled.keys).set(accessKey, key);
            return { observation: { ...settled, keys }, memory };
        }
        case 'answer-lost': {
            const certain = because.certain ? (0,_doubt_js__WEBPACK_IMPORTED_MODULE_4__/* .dead */ .Tm)(observation, accessKey) : (0,_doubt_js__WEBPACK_IMPORTED_MODULE_4__/* .inDoubt */ .aE)(observation, accessKey);
            return { observation: certain, memory };
        }
        case 'unstored':
            return { observation: because.rolledOver ? (0,_doubt_js__WEBPACK_IMPORTED_MODULE_4__/* .dead */ .Tm)(observation, accessKey) : observation, memory };
        default:
            return { observation, memory };
    }
}
/** The record of a version; undefined where it has none. */
function recordOf(observation, revision) {
    return observation.versions.find((version) => version.revision === revision)?.record;
}
function written({ observation, memory }, revision, facts) {
    const writes = facts.written ?? new Map();
    const versions = changeRecord(observation.versions, revision, (record) => {
        if (record === undefined)
            return undefined;
        // Only declared secrets are worth remembering; what is no longer declared is no longer looked at.
        const declared = new Set(observation.targets.flatMap(({ id, secrets }) => secrets.map(({ name }) => (0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .secretTag */ .$q)(id, name))));
        const all = new Map([...record.written].filter(([tag]) => declared.has(tag)));
        for (const [id, names] of writes)
            for (const [name, span] of names)
                all.set((0,_record_js__WEBPACK_IMPORTED_MODULE_2__/* .secretTag */ .$q)(id, name), span);
        return { ...record, written: all, run: facts.run };
    });
    const accessKey = recordOf({ ...observation, versions }, revision)?.accessKey;
    const targets = observation.targets.map((target) => {
        const names = writes.get(target.id);
        if (names === undefined)
            return target;
        const secrets = target.secrets.map((secret) => afterWrite(secret, names.get(secret.name), accessKey));
        return { ...target, secrets };
    });
    const failedTargets = new Set([...memory.failedTargets, ...(facts.failed ?? [])]);
    return { observation: { ...observation, versions, targets }, memory: { ...memory, failedTargets } };
}
function afterWrite(secret, span, accessKey) {
    if (span === undefined)
        return secret;
    const { name, value } = secret;
    return { name, updatedAt: span.to, ...(value !== undefined && { value: accessKey ?? value }) };
}
/** The record of a version that brings a replaced key back: its key is long since stored, so it may be published. */
function rolledBackRecord(observation, revision, accessKey, facts) {
    const replaced = (0,_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .currentGeneration */ .Ev)(observation)?.record.accessKey;
    const source = recordOf(observation, revision);
    return {
        stage: 'pending',
        accessKey,
        since: facts.at,
        ...(replaced === undefined ? {} : { replaces: replaced }),
        rolledBack: true,
        ...(source?.issued === undefined ? {} : { issued: source.issued }),
        ...(source?.madeBy === undefined ? {} : { madeBy: source.madeBy }),
        ...(source?.expires === undefined ? {} : { expires: source.expires }),
        run: facts.run,
        text: source?.text ?? '',
        written: new Map(),
    };
}
function adoptedRecord(accessKey, facts) {
    if (accessKey === undefined)
        return undefined;
    return {
        stage: 'current',
        accessKey,
        since: facts.at,
        adopted: true,
        run: facts.run,
        text: '',
        written: new Map(),
    };
}
/**
 * A record that says `retired`. It keeps when its key was replaced, so that a key that was taken for dead and comes
 * back, or whose retirement is cut, still has its grace period.
 */
function ended(record, facts) {
    return { ...record, stage: 'retired', retired: facts.at, run: facts.run };
}
function setStage(versions, revision, stage, facts) {
    return changeRecord(versions, revision, (record) => record && { ...record, stage, since: facts.at, run: facts.run });
}
function changeRecord(versions, revision, change) {
    return versions.map((version) => version.revision === revision ? { ...version, record: change(version.record) } : version);
}
function disabled(versions, revision) {
    return versions.map((version) => version.revision === revision && version.status === 'enabled'
        ? { ...version, status: 'disabled' }
        : version);
}
function without(keys, accessKey) {
    return new Map([...keys].filter(([name]) => name !== accessKey));
}
function changeKey(keys, accessKey, change) {
    return new Map([...keys].map(([name, key]) => [name, name === accessKey ? change(key) : key]));
}
function unmarked(keys, accessKey) {
    return changeKey(keys, accessKey, (key) => ({ ...key, mark: undefined }));
}
function marked(keys, accessKey) {
    return changeKey(keys, accessKey, (key) => key.mark === undefined ? key : { ...key, mark: { ...key.mark, phase: 'stored' } });
}


/***/ }),

/***/ 3067:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ elsewhereProblem)
/* harmony export */ });
/** Says that a secret stands in another place than the one that the inputs name. */
function elsewhereProblem({ differs, where, value }) {
    const input = differs === 'region' ? 'scw-region' : 'scw-project-id';
    return {
        about: input,
        problem: `the secret does not stand in the place that the inputs name, but in ${where}`,
        remedy: `Set ${input} to ${value}; or name another secret (secret-name) where a new one is meant`,
        knownCause: differs === 'region' ? 'scaleway-wrong-region' : 'scaleway-wrong-project',
    };
}


/***/ }),

/***/ 2411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ fingerprint)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

/**
 * A name for a key that has no identifier of its own: the beginning of its SHA-256, which tells keys apart and says
 * nothing of them. By hand: `printf %s "$API_KEY" | sha256sum | cut -c1-12`.
 */
function fingerprint(key) {
    return `key-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(key).digest('hex').slice(0, 12)}`;
}


/***/ }),

/***/ 4183:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H3: () => (/* binding */ proven),
/* harmony export */   O6: () => (/* binding */ withLiving),
/* harmony export */   nh: () => (/* binding */ keysOnRecord)
/* harmony export */ });
/* harmony import */ var _doubt_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6837);
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(813);


/** How far apart a key that seems dead is tried, in milliseconds; twice in all. */
const LOOK_AGAIN_AFTER_MS = 1000;
/**
 * The keys of a blind issuer, as far as the versions' records tell of them: those that were made, less those that
 * ended when they were rolled over. Nobody can ask for the others.
 */
function keysOnRecord(observation) {
    const all = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation);
    const ended = new Set(all.flatMap(({ record }) => (record.rolledOver ? (record.replaces ?? []) : [])));
    const keys = new Map();
    for (const { record } of all) {
        const { accessKey, issued, expires, since, stage, text } = record;
        const key = {
            accessKey,
            description: '',
            createdAt: issued ?? since,
            expiresAt: expires,
            defaultProjectId: undefined,
            mark: undefined,
            text,
            ...(record.replacing === undefined ? {} : { inDoubt: true }),
        };
        // An expired key can still be rolled over, so that the current one and the one on its way count until then.
        const counts = stage === 'current' || stage === 'pending' || !(0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key);
        if (counts && !ended.has(accessKey))
            keys.set(accessKey, key);
        else
            keys.delete(accessKey);
    }
    return keys;
}
/**
 * Looks whether the current key of a blind issuer works, where there is a way to. One that is refused twice was ended
 * by somebody; one that is accepted is no longer in doubt, whatever the run was about that died over it.
 */
async function withLiving({ store, clock }, issuer, observation) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const key = current && observation.keys.get(current.record.accessKey);
    const { secretId } = observation;
    if (issuer.probe === undefined || current?.status !== 'enabled' || secretId === undefined)
        return observation;
    if (key === undefined || (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpired */ ._d)(observation, key))
        return observation;
    const credential = await store.read(secretId, current.revision);
    if (credential?.accessKey !== key.accessKey)
        return observation; // somebody changed it; whoever reads it says so
    let answer = await issuer.probe(credential);
    if (answer === 'denied') {
        await clock.sleep(LOOK_AGAIN_AFTER_MS);
        answer = await issuer.probe(credential);
    }
    if (answer === 'accepted' || answer === 'forbidden') {
        const settled = (0,_doubt_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutDoubt */ .hL)(observation, current.revision);
        const versions = settled.versions.map((version) => version.revision === current.revision && version.record !== undefined
            ? { ...version, record: proven(version.record) }
            : version);
        const keys = new Map(settled.keys);
        const seen = keys.get(key.accessKey);
        if (seen !== undefined)
            keys.set(key.accessKey, { ...seen, works: true });
        return { ...settled, versions, keys };
    }
    // One that never could be seen to work is asked about in vain: the question is wrong, not the key.
    const ended = answer === 'denied' && current.record.unproven !== true;
    return ended ? (0,_doubt_js__WEBPACK_IMPORTED_MODULE_1__/* .dead */ .Tm)(observation, key.accessKey) : observation;
}
/** A record that no longer says that its key could not be seen to work. */
function proven({ unproven: _over, ...record }) {
    return record;
}


/***/ }),

/***/ 4919:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ planNewKey)
/* harmony export */ });
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(813);

/**
 * What the new key inherits and what it is told: the description and default project of the key that it replaces,
 * and its lifetime where no expiry is given.
 * @param signedInAs the access key that the run signs in with, which is the replaced one on a first self-rotation
 * @param at when the key is made, in the services' time
 */
function planNewKey(observation, policy, signedInAs, at) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const model = modelKey(observation, policy, signedInAs);
    const replaces = current?.record.accessKey ?? policy.replacesAccessKey;
    const recorded = current?.record.text;
    return {
        text: policy.description ?? (recorded === undefined || recorded === '' ? model?.text : recorded) ?? '',
        expiresAt: expiryOf(policy, model, at),
        defaultProjectId: model?.defaultProjectId,
        replaces,
    };
}
/** The key that a new one is modelled on: the current one, else the named one, else our own, else the bearer's newest. */
function modelKey(observation, policy, signedInAs) {
    const { keys } = observation;
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const named = [current?.record.accessKey, policy.replacesAccessKey, signedInAs];
    const first = named.map((accessKey) => keys.get(accessKey ?? '')).find((key) => key !== undefined);
    if (first !== undefined)
        return first;
    const others = [...keys.values()].filter(({ mark }) => mark?.phase !== 'made');
    return others.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];
}
function expiryOf(policy, model, at) {
    switch (policy.expiry.kind) {
        case 'never':
            return undefined;
        case 'after':
            return policy.expiry.span.after(at);
        case 'inherit':
            if (model?.expiresAt === undefined)
                return undefined;
            return new Date(at.getTime() + (model.expiresAt.getTime() - model.createdAt.getTime()));
    }
}


/***/ }),

/***/ 813:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Aw: () => (/* binding */ newestRevision),
/* harmony export */   Cj: () => (/* binding */ inNeedOfRepair),
/* harmony export */   Ev: () => (/* binding */ currentGeneration),
/* harmony export */   SO: () => (/* binding */ lagging),
/* harmony export */   WO: () => (/* binding */ ageMs),
/* harmony export */   YZ: () => (/* binding */ generations),
/* harmony export */   _d: () => (/* binding */ isExpired),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   eH: () => (/* binding */ firstPromotion),
/* harmony export */   ly: () => (/* binding */ isInUse),
/* harmony export */   sX: () => (/* binding */ isMade),
/* harmony export */   v9: () => (/* binding */ holds)
/* harmony export */ });
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8086);

/** The newest revision of the secret; 0 where it has none. */
function newestRevision({ versions }) {
    return Math.max(0, ...versions.map(({ revision }) => revision));
}
/** The versions that this action keeps the record of and that are still there, oldest first. */
function generations(observation) {
    return observation.versions.filter((version) => version.record !== undefined &&
        version.status !== 'deleted' &&
        version.status !== 'scheduled_for_deletion');
}
/** The current generation: of several that say so the newest counts (a crash between two requests leaves two). */
function currentGeneration(observation) {
    return generations(observation).findLast((generation) => generation.record.stage === 'current');
}
/** When the first generation that is still on record became current: since then a key from before it is replaced. */
function firstPromotion(observation, current) {
    const promotions = generations(observation).flatMap(({ record }) => record.promoted ?? []);
    return promotions.reduce((first, date) => (date < first ? date : first), current.record.since);
}
/** Whether a key exists, has not expired, and is not about to be ended by somebody. */
function isAlive(observation, accessKey) {
    const key = observation.keys.get(accessKey);
    return key !== undefined && !isExpired(observation, key) && key.inDoubt !== true;
}
/** Whether a key's time is over. */
function isExpired(observation, key) {
    return key.expiresAt !== undefined && key.expiresAt <= observation.at;
}
/** Whether a key says that it was made for this secret and not stored yet: then nobody relies on it. */
function isMade(observation, key) {
    return key?.mark?.phase === 'made' && key.mark.secretId === observation.secretId;
}
/** GitHub's `updated_at` has whole seconds, and its machines' clocks may differ by as much. */
const EARLIER_MS = 2000;
/**
 * Whether a target still holds what this action wrote for a generation: every declared name was last written within
 * the span of our own write. Anything else is a doubt, and doubt is settled by writing again. The end of the span,
 * the `Date` of the answer, gets no leeway: a later write is somebody else's. The beginning may: what was written
 * before ours is overwritten by it. What can be read back leaves no doubt: there the value tells, whoever wrote it
 * and whenever (nobody says that writing what stands already changes its `updated_at`).
 */
function holds(target, generation) {
    return target.secrets.every(({ name, updatedAt, value }) => {
        if (value !== undefined)
            return value === generation.record.accessKey;
        const span = generation.record.written.get((0,_record_js__WEBPACK_IMPORTED_MODULE_0__/* .secretTag */ .$q)(target.id, name));
        if (span === undefined || updatedAt === undefined)
            return false;
        return updatedAt.getTime() >= span.from.getTime() - EARLIER_MS && updatedAt <= span.to;
    });
}
/** The declared targets that may not hold a generation. */
function lagging(observation, generation) {
    return observation.targets.filter((target) => !holds(target, generation));
}
/**
 * The targets to be written although no new key is due: those that may not hold the current generation, and those
 * that hold it and show it to others than was declared. The latter are no obstacle to anything else.
 */
function inNeedOfRepair(observation, current) {
    return observation.targets.filter((target) => !holds(target, current) || target.secrets.some(({ accessDiffers }) => accessDiffers === true));
}
/** Whether a key is the current one, or on its way to become it (a rollback gives a key a second version). */
function isInUse(observation, accessKey) {
    const current = currentGeneration(observation);
    return generations(observation).some((generation) => generation.record.accessKey === accessKey &&
        (generation.revision === current?.revision || generation.record.stage === 'pending'));
}
/** How long something is there, in milliseconds, at the start of the observation. */
function ageMs(observation, createdAt) {
    return observation.at.getTime() - createdAt.getTime();
}


/***/ }),

/***/ 8352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   bd: () => (/* binding */ NEW_KEY),
/* harmony export */   et: () => (/* binding */ plan),
/* harmony export */   rh: () => (/* binding */ MAX_STEPS)
/* harmony export */ });
/* harmony import */ var _decide_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1294);
/* harmony import */ var _effects_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(409);
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(813);
/* harmony import */ var _new_key_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4919);
/* harmony import */ var _rollover_source_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5490);





/** Stands for a key that does not exist yet. */
const NEW_KEY = 'the new key';
/** More steps than any state can need: reaching it is a bug, and ends the plan or the run. */
const MAX_STEPS = 500;
/**
 * Plans a run. Changes nothing: every step is decided by the function that decides in a real run, on what would be
 * known after the step before it.
 * @param signedInAs the access key that the run signs in with
 */
function plan(known, policy, signedInAs) {
    const steps = [];
    let end = known;
    while (steps.length < MAX_STEPS) {
        const step = (0,_decide_js__WEBPACK_IMPORTED_MODULE_0__/* .decide */ .L)(end.observation, policy, end.memory);
        if (step.kind === 'stop')
            return { steps, stop: step.because, end };
        steps.push(step);
        end = (0,_effects_js__WEBPACK_IMPORTED_MODULE_1__/* .after */ .Pl)(end, step, imagined(end, step, policy, signedInAs));
    }
    throw new Error('the plan of this run does not come to an end; this is a bug');
}
/** What the services would answer if all went well. */
function imagined({ observation }, step, policy, signedInAs) {
    const blind = observation.issuer === 'blind';
    const facts = { at: observation.at, run: 'dry-run' };
    switch (step.kind) {
        case 'create-secret':
            return { ...facts, secretId: 'the new secret' };
        case 'publish':
        case 'repair': {
            const span = { from: observation.at, to: observation.at };
            const states = observation.targets.filter(({ id }) => step.targets.includes(id));
            const written = new Map(states.map(({ id, secrets }) => [id, new Map(secrets.map(({ name }) => [name, span]))]));
            return { ...facts, written, failed: [] };
        }
        case 'roll-back':
            return { ...facts, restored: (0,_observation_js__WEBPACK_IMPORTED_MODULE_2__/* .newestRevision */ .Aw)(observation) + 1 };
        case 'make': {
            const planned = (0,_new_key_js__WEBPACK_IMPORTED_MODULE_3__/* .planNewKey */ .b)(observation, policy, signedInAs, observation.at);
            const { text, expiresAt, defaultProjectId } = planned;
            const rolledOver = blind && policy.command === 'rollover';
            const replaces = rolledOver ? (0,_rollover_source_js__WEBPACK_IMPORTED_MODULE_4__/* .rolloverSource */ .$)(observation)?.record.accessKey : planned.replaces;
            const secretId = observation.secretId ?? '';
            const mark = { phase: 'stored', secretId, attempt: '0' };
            const revision = (0,_observation_js__WEBPACK_IMPORTED_MODULE_2__/* .newestRevision */ .Aw)(observation) + 1;
            return {
                ...facts,
                made: {
                    key: {
                        accessKey: NEW_KEY,
                        description: '',
                        createdAt: observation.at,
                        expiresAt,
                        defaultProjectId,
                        mark: blind ? undefined : mark,
                        text,
                    },
                    version: {
                        revision,
                        status: 'enabled',
                        record: {
                            stage: 'pending',
                            accessKey: NEW_KEY,
                            since: observation.at,
                            ...(replaces === undefined ? {} : { replaces }),
                            ...(rolledOver ? { rolledOver } : {}),
                            run: 'dry-run',
                            text,
                            written: new Map(),
                        },
                    },
                },
            };
        }
        default:
            return facts;
    }
}


/***/ }),

/***/ 8133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ RUN_DEADLINE_MS),
/* harmony export */   i: () => (/* binding */ GARBAGE_AFTER_MS)
/* harmony export */ });
/**
 * D of the protocol: no request that changes something is sent later than this after the start of a run, in
 * milliseconds of the services' time. What others may conclude from a run's silence rests on it.
 */
const RUN_DEADLINE_MS = 30 * 60 * 1000;
/**
 * A key that still says `made` after this long is garbage for everyone. Twice the deadline: a `made` may turn
 * into `stored` until D after the key's creation, and the gap outlasts a list that shows it late.
 */
const GARBAGE_AFTER_MS = 2 * RUN_DEADLINE_MS;


/***/ }),

/***/ 5271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dz: () => (/* binding */ Postponed),
/* harmony export */   I0: () => (/* binding */ TargetError),
/* harmony export */   W_: () => (/* binding */ NoAnswer),
/* harmony export */   ww: () => (/* binding */ RunProblems)
/* harmony export */ });
/** Nobody knows whether a request that must not be sent twice took effect. */
class NoAnswer extends Error {
    name = 'NoAnswer';
}
/** A request was not sent: its service's limits leave no time for it in this run. Nothing was changed by it. */
class Postponed extends Error {
    name = 'Postponed';
}
/** Problems that end a run. All that were found are listed; nothing was changed unless it says so. */
class RunProblems extends Error {
    name = 'RunProblems';
    problems;
    constructor(problems, options) {
        const all = withoutRepetition(problems);
        super(all.map((p) => `${p.about}: ${p.problem}. ${p.remedy}`).join('\n'), options);
        this.problems = all;
    }
}
/** Two requests that were refused for one reason are one problem. */
function withoutRepetition(problems) {
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
/** A target could not be written. `left` says what it holds now. */
class TargetError extends Error {
    name = 'TargetError';
    /** `untouched`: as it was. `restored`: a part was written and put back. `mixed`: a part is new and a part is old. `unknown`: no answer. */
    left;
    remedy;
    /** As of a {@link Problem}. */
    knownCause;
    constructor(message, left, remedy, options) {
        super(message, options);
        this.left = left;
        this.remedy = remedy;
        this.knownCause = options?.knownCause;
    }
}


/***/ }),

/***/ 8086:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $q: () => (/* binding */ secretTag),
/* harmony export */   aE: () => (/* binding */ readRecord),
/* harmony export */   rh: () => (/* binding */ writeRecord)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);

const FORMAT = 1;
const STAGES = ['pending', 'current', 'previous', 'retired', 'abandoned'];
/**
 * A short name for a target's secret in a record. Two that share one by chance share an entry, of which the last
 * write counts; the other then looks as if someone had written it, and is written again: harmless.
 */
function secretTag(target, name) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(`${target}\n${name}`).digest('base64url').slice(0, 5);
}
/** Writes a record as the description of a version: one line of JSON of fixed shape. */
function writeRecord(record) {
    const spans = new Map();
    for (const [tag, span] of record.written) {
        const from = Math.floor(span.from.getTime() / 1000);
        const to = Math.ceil(span.to.getTime() / 1000);
        const key = `${from.toString(36)}+${(to - from).toString(36)}`;
        spans.set(key, (spans.get(key) ?? '') + tag);
    }
    return JSON.stringify({
        'key-rotation': FORMAT,
        stage: record.stage,
        key: record.accessKey,
        since: record.since.toISOString(),
        ...(record.retired === undefined ? {} : { retired: record.retired.toISOString() }),
        ...(record.promoted === undefined ? {} : { promoted: record.promoted.toISOString() }),
        ...(record.replaces === undefined ? {} : { replaces: record.replaces }),
        ...(record.adopted === undefined ? {} : { adopted: true }),
        ...(record.rolledBack === undefined ? {} : { rolledBack: true }),
        ...(record.issued === undefined ? {} : { issued: record.issued.toISOString() }),
        ...(record.madeBy === undefined ? {} : { madeBy: record.madeBy }),
        ...(record.expires === undefined ? {} : { expires: record.expires.toISOString() }),
        ...(record.rolledOver === undefined ? {} : { rolledOver: true }),
        ...(record.replacing === undefined ? {} : { replacing: record.replacing.toISOString() }),
        ...(record.unproven === undefined ? {} : { unproven: true }),
        run: record.run,
        ...(record.text === '' ? {} : { text: record.text }),
        ...(spans.size === 0 ? {} : { written: Object.fromEntries(spans) }),
    });
}
/**
 * Reads a version's description. Anything that is not exactly what {@link writeRecord} writes is foreign, and is
 * left alone; a record of a newer format is told apart, so that an older action refuses instead of guessing.
 */
function readRecord(description) {
    let value;
    try {
        value = JSON.parse(description);
    }
    catch {
        return { kind: 'foreign' }; // a description that is not JSON is a person's, and none of our business
    }
    if (typeof value !== 'object' || value === null)
        return { kind: 'foreign' };
    const fields = value;
    const format = fields['key-rotation'];
    if (typeof format !== 'number')
        return { kind: 'foreign' };
    if (format > FORMAT)
        return { kind: 'newer', format };
    const record = format === FORMAT ? recordFrom(fields) : undefined;
    return record === undefined ? { kind: 'foreign' } : { kind: 'ours', record };
}
/** The fields that hold a moment, besides `since`, which no record is without. */
const MOMENTS = ['retired', 'promoted', 'issued', 'expires', 'replacing'];
const TEXTS = ['replaces', 'madeBy'];
const FLAGS = ['adopted', 'rolledBack', 'rolledOver', 'unproven'];
function recordFrom(fields) {
    const { stage, key, run, text, written } = fields;
    if (typeof stage !== 'string' || !STAGES.includes(stage))
        return undefined;
    // It becomes a part of addresses, and anybody may have written it.
    if (typeof key !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(key) || typeof run !== 'string')
        return undefined;
    const since = dateFrom(fields['since']);
    if (since === undefined)
        return undefined;
    const given = (name) => fields[name] !== undefined;
    const moments = MOMENTS.filter(given).map((name) => [name, dateFrom(fields[name])]);
    const texts = TEXTS.filter(given).map((name) => [name, fields[name]]);
    if (moments.some(([, date]) => date === undefined))
        return undefined;
    if ([...texts, ['text', text ?? '']].some(([, value]) => typeof value !== 'string'))
        return undefined;
    const spans = writtenFrom(written);
    if (spans === undefined)
        return undefined;
    const flags = FLAGS.filter((name) => fields[name] === true).map((name) => [name, true]);
    return {
        stage: stage,
        accessKey: key,
        since,
        ...Object.fromEntries([...moments, ...texts, ...flags]),
        run,
        text: text ?? '',
        written: spans,
    };
}
function dateFrom(value) {
    if (typeof value !== 'string')
        return undefined;
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? undefined : date;
}
function writtenFrom(value) {
    const written = new Map();
    if (value === undefined)
        return written;
    if (typeof value !== 'object' || value === null)
        return undefined;
    for (const [key, tags] of Object.entries(value)) {
        const span = /^([0-9a-z]{1,8})\+([0-9a-z]{1,6})$/.exec(key);
        if (span === null || typeof tags !== 'string' || tags.length % 5 !== 0)
            return undefined;
        const from = Number.parseInt(span[1] ?? '', 36);
        const to = from + Number.parseInt(span[2] ?? '', 36);
        for (let at = 0; at < tags.length; at += 5) {
            written.set(tags.slice(at, at + 5), { from: new Date(from * 1000), to: new Date(to * 1000) });
        }
    }
    return written;
}


/***/ }),

/***/ 6064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ex: () => (/* binding */ howItEnds),
/* harmony export */   lh: () => (/* binding */ unretired),
/* harmony export */   n4: () => (/* binding */ retirements)
/* harmony export */ });
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(813);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8133);


/** Replaced keys whose grace period is over, and retirements that were cut half-way. */
function* retirements(observation, policy, memory) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined)
        return;
    const mayEnd = (since) => mayRetire(observation, policy, memory, current, since);
    for (const generation of (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation)) {
        const { revision, record } = generation;
        const { accessKey, stage } = record;
        const key = observation.keys.get(accessKey);
        if (key === undefined || (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isInUse */ .ly)(observation, accessKey) || anotherDecides(observation, generation))
            continue;
        if ((0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isMade */ .sX)(observation, key))
            continue; // only garbage collection ends such a key
        if (key.inDoubt === true)
            continue; // nobody could say that it goes on working; when it expires it is closed
        // The version says `retired` before its key is ended, so that nobody goes back to it in between: a key that is
        // alive and still ours then is one whose retirement was cut.
        const cutShort = stage === 'retired' && isMarked(observation, key);
        if ((cutShort || stage === 'previous' || stage === 'abandoned') && mayEnd(record.since)) {
            yield { kind: 'retire', accessKey, revision, how: howItEnds(policy, record) };
        }
    }
    for (const key of withoutVersion(observation, policy)) {
        const { accessKey } = key;
        const since = isMarked(observation, key)
            ? promotionAfter(observation, key)
            : (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .firstPromotion */ .eH)(observation, current);
        if (since === undefined || !mayEnd(since))
            continue;
        const letGo = policy.oldKey === 'keep';
        yield { kind: 'retire', accessKey, revision: undefined, how: letGo ? 'let-go' : 'delete' };
    }
}
/** What becomes of a replaced key: one that was found, not made, is ended only where the user names it. */
function howItEnds(policy, { accessKey, adopted }) {
    const foreign = adopted === true && policy.replacesAccessKey !== accessKey;
    return policy.oldKey === 'keep' || foreign ? 'let-go' : 'delete';
}
/**
 * Keys that no version names and that may end all the same: those that carry our mark (a person deleted their version),
 * and the one that the user names.
 */
function withoutVersion(observation, policy) {
    const named = new Set((0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).map(({ record }) => record.accessKey));
    return [...observation.keys.values()].filter((key) => {
        if (named.has(key.accessKey))
            return false;
        if (isMarked(observation, key))
            return !(0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isMade */ .sX)(observation, key);
        return key.accessKey === policy.replacesAccessKey && policy.oldKey === 'delete' && key.mark === undefined;
    });
}
/** The first promotion after a key was made, which is its own or its successor's; undefined where none is on record. */
function promotionAfter(observation, { createdAt }) {
    const later = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).flatMap(({ record }) => record.promoted !== undefined && record.promoted > createdAt ? [record.promoted] : []);
    return later.sort((a, b) => a.getTime() - b.getTime())[0];
}
function isMarked(observation, key) {
    return key.mark?.secretId === observation.secretId;
}
/**
 * Whether a replaced key may end: its successor is alive and readable, the grace period is over, and, because a run
 * that started before the promotion may still write the old key somewhere, this run began more than D after it and
 * found every target as it was left. A grace period of nothing gives that last protection up, and says so in the docs.
 */
function mayRetire(observation, policy, memory, current, since) {
    if (current.status !== 'enabled' || !(0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isAlive */ ._n)(observation, current.record.accessKey))
        return false;
    if (policy.command === 'retire') {
        // A person ends the grace period; a leaked key does not even wait for targets that lag.
        if (policy.force)
            return true;
    }
    else if (!policy.grace.none && policy.grace.after(since) > observation.at)
        return false;
    if ((0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .lagging */ .SO)(observation, current).length > 0)
        return false;
    if (policy.grace.none)
        return true;
    return memory.targetsAsLeft && memory.startedAt > nobodyWritesAfter(current, since);
}
/**
 * When every run has ended that might write a replaced key somewhere: one that began before its successor was promoted,
 * or before it was given up.
 */
function nobodyWritesAfter(current, since) {
    return new Date(Math.max(current.record.since.getTime(), since.getTime()) + _policy_js__WEBPACK_IMPORTED_MODULE_1__/* .RUN_DEADLINE_MS */ .Y);
}
/** Whether another version of the same key says when it ends: the newest one that is not over. */
function anotherDecides(observation, { revision, record }) {
    return (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).some((other) => {
        if (other.revision === revision || other.record.accessKey !== record.accessKey)
            return false;
        if (other.record.stage === 'retired')
            return false;
        return record.stage === 'retired' || other.revision > revision;
    });
}
/** Why `retire` left a replaced key alive; undefined where there is none. */
function unretired(observation, policy, memory) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    if (current === undefined)
        return undefined;
    const previous = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).find(({ record }) => record.stage === 'previous' && observation.keys.has(record.accessKey));
    const accessKey = previous?.record.accessKey ?? withoutVersion(observation, policy)[0]?.accessKey;
    const since = previous?.record.since ?? (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .firstPromotion */ .eH)(observation, current);
    if (accessKey === undefined || mayRetire(observation, policy, memory, current, since))
        return undefined;
    if (current.status !== 'enabled' || !(0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .isAlive */ ._n)(observation, current.record.accessKey)) {
        return { kind: 'stop', because: { kind: 'no-successor', accessKey } };
    }
    const late = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .lagging */ .SO)(observation, current).map(({ id }) => id);
    if (late.length > 0)
        return { kind: 'stop', because: { kind: 'targets-differ', accessKey, targets: late } };
    const until = nobodyWritesAfter(current, since);
    return { kind: 'stop', because: { kind: 'too-early', accessKey, until } };
}


/***/ }),

/***/ 5490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ rolloverSource),
/* harmony export */   a: () => (/* binding */ canBeRolledOver)
/* harmony export */ });
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(813);

/** Whether the next key is made by rolling a key over that is on record, so that giving it up would be the end of all. */
function canBeRolledOver(observation, policy, accessKey) {
    return observation.issuer === 'blind' && policy.command === 'rollover' && observation.keys.has(accessKey);
}
/**
 * The generation whose key a blind issuer is to roll over: the newest one on its way to become current that was not
 * rolled over yet, else the current one. An expired key will do; of one that seems dead the issuer knows best.
 */
function rolloverSource(observation) {
    const current = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .currentGeneration */ .Ev)(observation);
    const readable = (0,_observation_js__WEBPACK_IMPORTED_MODULE_0__/* .generations */ .YZ)(observation).filter(({ status }) => status === 'enabled');
    const pending = readable.findLast(({ revision, record }) => record.stage === 'pending' &&
        revision > (current?.revision ?? 0) &&
        observation.keys.has(record.accessKey));
    return pending ?? readable.find(({ revision }) => revision === current?.revision);
}


/***/ }),

/***/ 5106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ sideBySide)
/* harmony export */ });
/**
 * Does something with every item, at most so many at a time, in order of their start.
 * @returns the results in the order of the items
 * @throws what the first failing one threw, after those under way have ended; no further one is begun then
 */
async function sideBySide(limit, items, work) {
    const results = [];
    const broken = [];
    let next = 0;
    const worker = async () => {
        while (next < items.length && broken.length === 0) {
            const index = next;
            next += 1;
            try {
                results[index] = await work(items[index]);
            }
            catch (error) {
                broken.push(error);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    if (broken.length > 0)
        throw broken[0];
    return results;
}


/***/ }),

/***/ 6888:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ stepName)
/* harmony export */ });
/** Names a step among all steps of a run, so that one that failed is not tried again. */
function stepName(step) {
    const at = 'revision' in step ? ` v${step.revision ?? 0}` : '';
    const key = 'accessKey' in step ? ` ${step.accessKey ?? ''}` : '';
    return `${step.kind}${at}${key}`;
}


/***/ }),

/***/ 6747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ ROTATOR_TAG_PREFIX),
/* harmony export */   j: () => (/* binding */ Interrupted)
/* harmony export */ });
/** The prefix of the tag that says which rotator a secret belongs to. */
const ROTATOR_TAG_PREFIX = 'key-rotation:';
/** Somebody asked the run to end (a cancelled job). What was begun was finished; the next run does the rest. */
class Interrupted extends Error {
    name = 'Interrupted';
}


/***/ }),

/***/ 9538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Rc: () => (/* binding */ ConnectionError),
  cz: () => (/* binding */ Redirected),
  tq: () => (/* binding */ createConnection)
});

// EXTERNAL MODULE: ./build/rotation/ports.js
var ports = __nccwpck_require__(5271);
;// CONCATENATED MODULE: ./build/services/github-limit.js
/** GitHub's resets are in whole seconds, and so is its `Date`. */
const ROUNDING_MS = 1000;
/**
 * Reads whether an answer is a refusal for too many requests. Without a header it shows in the text alone, which is
 * looked at and not believed beyond that: at worst a refusal is taken for one that waiting helps against.
 * @param now GitHub's time, for an answer that does not tell it
 */
async function readLimitRefusal(answer, now) {
    const { status, headers } = answer;
    if (status !== 429 && status !== 403)
        return undefined;
    const allowance = readAllowance(headers, now);
    const kind = allowance?.remaining === 0 ? 'primary' : 'secondary';
    const after = Number(headers.get('retry-after') ?? Number.NaN);
    if (Number.isFinite(after))
        return { kind, waitMs: Math.max(0, after) * 1000 };
    if (allowance?.remaining === 0)
        return { kind, waitMs: allowance.resetInMs };
    if (status === 429 || /rate limit/i.test(await answer.clone().text()))
        return { kind, waitMs: undefined };
    return undefined;
}
/**
 * Reads what is left of the hour; undefined where the headers do not say (as on a server without limits), or speak of
 * another budget than the usual one, such as the one for searches.
 */
function readAllowance(headers, now) {
    if ((headers.get('x-ratelimit-resource') ?? 'core') !== 'core')
        return undefined;
    const remaining = numberIn(headers, 'x-ratelimit-remaining');
    const reset = numberIn(headers, 'x-ratelimit-reset');
    if (remaining === undefined || reset === undefined)
        return undefined;
    const date = new Date(headers.get('date') ?? Number.NaN);
    const from = Number.isNaN(date.getTime()) ? now : date;
    return { remaining, reset, resetInMs: Math.max(0, reset * 1000 - from.getTime()) + ROUNDING_MS };
}
function numberIn(headers, name) {
    const text = headers.get(name);
    return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

;// CONCATENATED MODULE: ./build/services/connection.js


/** The service could not be reached, or did not answer like itself. */
class ConnectionError extends Error {
    name = 'ConnectionError';
}
/** The service sent the request elsewhere, as GitHub does with a repository that was renamed. It had no effect. */
class Redirected extends ConnectionError {
}
/** A request that was sent and not answered. */
class Unanswered extends Error {
    name = 'Unanswered';
}
/** Time limit for one request and its answer, in milliseconds. It lies well inside the deadline of a run. */
const TIME_LIMIT_MS = 20_000;
/** How often a request is sent in all. */
const ATTEMPTS = 5;
const ATTEMPTS_FORBIDDEN = 3;
/** Waits between two attempts, in milliseconds: doubled each time, at most the second number, and jittered. */
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5_000;
/** How often a request is sent that is refused for too many requests; where those end is the limiter's business. */
const ATTEMPTS_LIMITED = 10;
/** The longest that a service may ask to wait; more than this and the run ends, to be finished by the next one. */
const LONGEST_ASKED_WAIT_MS = 120_000;
/** The largest answer that is read, in bytes. A page of 100 keys or secrets is a small part of it. */
const LARGEST_ANSWER = 4 * 1024 * 1024;
/**
 * A `fetch` for one service, for its client library to use. It sends nothing to any other host, follows no redirect,
 * bounds time and size, learns the service's time, and tries again what may be sent twice. A POST is sent again only
 * after a refusal that had no effect (429); where nobody knows whether it had one it throws {@link NoAnswer}.
 */
function createConnection(options) {
    const { service, clock, debug, limiter } = options;
    const origin = new URL(options.baseUrl).origin;
    return async (input, init) => {
        const { method, url, headers, body } = await partsOf(input, init);
        // Paths hold names and ids, never a secret; queries may hold more than a log needs.
        const what = `${method} ${url.pathname}`;
        if (url.origin !== origin)
            throw new ConnectionError(`${what} was to go to ${url.origin}, not to ${origin}`);
        const changes = method !== 'GET' && method !== 'HEAD';
        const repeatable = method !== 'POST';
        const request = { method, headers, redirect: 'manual', ...(body === '' ? {} : { body }) };
        /** Sends it once, when it is its turn; whether it may change something is asked after that wait. */
        async function send() {
            const turn = await limiter?.turn(request.method);
            let end;
            try {
                if (changes)
                    options.allowChange();
                const began = performance.now();
                const answer = await bounded(() => options.fetch(url, { ...request, signal: AbortSignal.timeout(TIME_LIMIT_MS) })).catch((error) => {
                    throw new Unanswered(`${service} did not answer ${what}: ${reasonOf(error)}`, { cause: error });
                });
                debug(`${service} ${answer.status} ${what} (${Math.round(performance.now() - began)} ms)`);
                const date = new Date(answer.headers.get('date') ?? Number.NaN);
                if (!Number.isNaN(date.getTime()))
                    clock.learn(date);
                if (limiter === undefined)
                    return { answer, limited: false };
                const refusal = await readLimitRefusal(answer, clock.now());
                end = { refusal, allowance: readAllowance(answer.headers, clock.now()) };
                return { answer, limited: refusal !== undefined };
            }
            finally {
                turn?.end(end);
            }
        }
        for (let attempt = 1, refused = 0;; attempt += 1) {
            let sent;
            try {
                sent = await send();
            }
            catch (error) {
                if (!(error instanceof Unanswered))
                    throw error;
                const { message, cause } = error;
                debug(message);
                if (!repeatable)
                    throw new ports/* NoAnswer */.W_(message, { cause });
                if (attempt >= ATTEMPTS)
                    throw new ConnectionError(message, { cause });
                await clock.sleep(backoff(attempt));
                continue;
            }
            const { answer, limited } = sent;
            if (limited && refused < ATTEMPTS_LIMITED) {
                // Refused without effect; the limiter lets it through when it may be sent again.
                refused += 1;
                attempt -= 1;
                continue;
            }
            if (answer.status >= 300 && answer.status < 400 && answer.status !== 304) {
                throw new Redirected(`${service} answered ${what} with a redirect (${answer.status}), and credentials follow none. ` +
                    'Was something renamed or moved? Name it by its new name');
            }
            if (!repeatable && (answer.status >= 500 || answer.status === 408)) {
                throw new ports/* NoAnswer */.W_(`${service} answered ${what} with ${answer.status}: nobody knows whether it took effect`);
            }
            const wait = limited ? undefined : waitBefore(answer, attempt, clock.now(), options.retryForbidden);
            if (wait === undefined)
                return answer;
            await clock.sleep(wait);
        }
    };
}
/** How long to wait before the request is sent again; undefined where the answer is final. */
function waitBefore(answer, attempt, now, retryForbidden) {
    if (attempt >= ATTEMPTS)
        return undefined;
    const { status, headers } = answer;
    const limited = status === 429 || (status === 403 && isRateLimit(headers));
    if (limited) {
        const asked = askedWait(headers, now);
        return asked === undefined ? backoff(attempt + 1) : asked <= LONGEST_ASKED_WAIT_MS ? asked : undefined;
    }
    if (status === 408 || status >= 500)
        return backoff(attempt);
    if (status === 403 && retryForbidden && attempt < ATTEMPTS_FORBIDDEN)
        return backoff(attempt);
    return undefined;
}
function isRateLimit(headers) {
    return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';
}
/** What GitHub asks for: `Retry-After`, else the reset of an empty budget. Scaleway asks for nothing. */
function askedWait(headers, now) {
    const after = Number(headers.get('retry-after') ?? Number.NaN);
    if (Number.isFinite(after))
        return after * 1000;
    if (headers.get('x-ratelimit-remaining') !== '0')
        return undefined;
    const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
    return Number.isFinite(reset) ? Math.max(0, reset * 1000 - now.getTime()) + 1000 : undefined;
}
function backoff(attempt) {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
    return longest / 2 + (Math.random() * longest) / 2;
}
/** What is to be sent. A client that hands over a text gets by without the detour over a `Request`. */
async function partsOf(input, init = {}) {
    const { method = 'GET', headers = {}, body = '' } = init;
    if (!(input instanceof Request) && typeof body === 'string')
        return { method: method.toUpperCase(), url: new URL(input), headers, body };
    const request = new Request(input, init);
    const url = new URL(request.url);
    return { method: request.method, url, headers: request.headers, body: await request.text() };
}
/** Reads an answer whole, so that one that is cut short counts as none; refuses one that is too large. */
async function bounded(ask) {
    const answer = await ask();
    if (answer.body === null)
        return answer;
    const chunks = [];
    let size = 0;
    for await (const chunk of answer.body) {
        const bytes = chunk;
        size += bytes.length;
        if (size > LARGEST_ANSWER)
            throw new Error(`the answer has more than ${LARGEST_ANSWER} bytes`);
        chunks.push(bytes);
    }
    const empty = answer.status === 204 || answer.status === 205 || answer.status === 304;
    const { status, statusText, headers } = answer;
    return new Response(empty ? null : Buffer.concat(chunks), {
        status,
        statusText,
        headers: decodedHeaders(headers),
    });
}
/** The body was decoded while it was read. */
function decodedHeaders(headers) {
    const copy = new Headers(headers);
    copy.delete('content-encoding');
    copy.delete('content-length');
    return copy;
}
function reasonOf(error) {
    if (!(error instanceof Error))
        return 'the connection failed';
    if (error.name === 'TimeoutError')
        return `no answer within ${TIME_LIMIT_MS / 1000} s`;
    const { cause } = error;
    return cause instanceof Error
        ? cause.message || ('code' in cause && String(cause.code)) || error.message
        : error.message;
}


/***/ }),

/***/ 2677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  $z: () => (/* binding */ causedBy),
  uh: () => (/* binding */ createGithub),
  eQ: () => (/* binding */ githubFailure),
  fl: () => (/* binding */ otherwise)
});

// EXTERNAL MODULE: ./build/rotation/ports.js
var ports = __nccwpck_require__(5271);
// EXTERNAL MODULE: ./build/services/connection.js + 1 modules
var services_connection = __nccwpck_require__(9538);
;// CONCATENATED MODULE: ./build/services/octokit.js
/**
 * GitHub's own client, only the part that is used. What `@actions/github` adds to it (a method for every endpoint of
 * GitHub, pages, proxies) is not, and is most of what there would be to load. It is loaded with the first request, so
 * that no other service's first one waits for it.
 */
function getOctokit(token, options) {
    let loading;
    const load = async () => {
        const { Octokit } = await __nccwpck_require__.e(/* import() */ 194).then(__nccwpck_require__.bind(__nccwpck_require__, 5194));
        return new Octokit({ ...options, auth: token });
    };
    const request = async (...parameters) => {
        const octokit = await (loading ??= load());
        return octokit.request(...parameters);
    };
    // Its type has an overload for every endpoint, which no function written here could have.
    return { request: request };
}

;// CONCATENATED MODULE: ./build/services/github.js



/**
 * GitHub's client.
 * @param connection the `fetch` that keeps the rules of the house (connection.ts)
 * @param signIn a token, or what signs each request by itself
 */
function createGithub(connection, apiUrl, signIn) {
    const signs = typeof signIn !== 'string';
    return getOctokit(signs ? SIGNED_ELSEWHERE : signIn, {
        ...(signs && { authStrategy: () => ({ hook: signIn }) }),
        baseUrl: apiUrl,
        userAgent: 'scaleway-key-rotation',
        request: { fetch: jsonOnly(connection) },
        // What goes wrong is told by whoever asked, with what it means; the client's own log would say it twice.
        log: { debug: silent, info: silent, warn: silent, error: silent },
    });
}
/**
 * GitHub's client hands on whatever an answer holds, be it a gateway's page that asks to sign in. What is neither empty
 * nor the JSON of an object or a list is no answer of GitHub's.
 */
function jsonOnly(connection) {
    return async (input, init) => {
        const answer = await connection(input, init);
        if (!answer.ok || answer.body === null)
            return answer;
        const text = await answer.text();
        const { status, statusText, headers } = answer;
        const isRead = init?.method === undefined || init.method === 'GET';
        if ((text === '' && !isRead) || isJson(text))
            return new Response(text, { status, statusText, headers });
        const told = `GitHub's answer (${status}) is not what GitHub answers: it is no JSON. Something in between may answer in its place`;
        throw init?.method === 'POST' ? new ports/* NoAnswer */.W_(told) : new services_connection/* ConnectionError */.Rc(told);
    };
}
function isJson(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null;
    }
    catch {
        return false;
    }
}
/** What the client wants for a token where none is sent: the strategy takes its place. */
const SIGNED_ELSEWHERE = 'none';
function silent() {
    // on purpose
}
/**
 * Reads an error of GitHub's client.
 * @throws the error itself where it does not come from the service, such as a deadline that has passed
 */
function githubFailure(error) {
    if (!(error instanceof Error))
        throw error;
    // The client wraps what the connection throws.
    const unreached = [error, error.cause].find((one) => one instanceof Error && one.name === 'ConnectionError');
    if (unreached instanceof Error) {
        const { message } = unreached;
        return { status: undefined, message, ...(unreached instanceof services_connection/* Redirected */.cz && { redirected: true }) };
    }
    // Never sent, so it is like any refusal for too many requests.
    const postponed = [error, error.cause].find((one) => one instanceof Error && one.name === 'Postponed');
    if (postponed instanceof Error)
        return { status: 429, message: postponed.message };
    if ('response' in error &&
        'status' in error &&
        typeof error.status === 'number' &&
        error.response !== undefined) {
        const { status, message } = error;
        // GitHub refuses for too many requests with either status.
        return { status: status === 403 && /rate limit/i.test(message) ? 429 : status, message };
    }
    throw error.cause instanceof Error ? error.cause : error;
}
/** What to do about a failure that says nothing of what was asked for. */
function otherwise({ status, redirected }) {
    if (redirected === true)
        return { remedy: 'Name it as it is called now', knownCause: 'github-repository-renamed' };
    if (status === 429)
        return { remedy: 'Run again later', knownCause: 'github-too-many-requests' };
    if (status === undefined || status >= 500)
        return { remedy: 'Run again later', knownCause: 'github-unreachable' };
    return { remedy: 'Check this input' };
}
/** Whether an error is of a kind, or was wrapped around one by GitHub's client. */
function causedBy(error, kind) {
    return error instanceof kind || (error instanceof Error && error.cause instanceof kind);
}


/***/ }),

/***/ 7589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ createFetch)
/* harmony export */ });
/** Either spelling counts, as everywhere. */
const VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
/**
 * A `fetch` that goes through the proxies which the runner's environment names (`HTTPS_PROXY`, `HTTP_PROXY`, and not
 * what `NO_PROXY` lists), as self-hosted runners need. Node's own does not; the client that can is loaded only then.
 * A proxy gets a tunnel and no more: what goes through it is encrypted between the action and the service.
 */
async function createFetch(env) {
    if (VARIABLES.every((name) => (env[name] ?? '') === ''))
        return fetch;
    const { EnvHttpProxyAgent, fetch: fetchBy } = await __nccwpck_require__.e(/* import() */ 752).then(__nccwpck_require__.t.bind(__nccwpck_require__, 4371, 19));
    const dispatcher = new EnvHttpProxyAgent();
    // The same standard from the same hands; only the types have two homes.
    return ((input, init) => fetchBy(input, { ...init, dispatcher }));
}


/***/ }),

/***/ 928:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GM: () => (/* binding */ wholeList),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   o9: () => (/* binding */ createScalewaySession),
/* harmony export */   to: () => (/* binding */ explained)
/* harmony export */ });
/* harmony import */ var _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7956);
/* harmony import */ var _rotation_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5271);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9538);



/**
 * Makes a session.
 * @param connection the `fetch` that keeps the rules of the house (connection.ts)
 * @param questions the same for questions asked as somebody else, whose refusal is an answer and not tried again
 */
function createScalewaySession(connection, questions, apiUrl, region, credential) {
    const clientFor = (over, { accessKey, secret }) => (0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .createAdvancedClient */ .eS)((0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .withProfile */ .oO)({ accessKey, secretKey: secret, apiURL: apiUrl, defaultRegion: region }), (0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .withHTTPClient */ .US)(over), (0,_scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .withUserAgent */ .fM)('scaleway-key-rotation'));
    let current = { credential, client: clientFor(connection, credential) };
    return {
        client: () => current.client,
        asking: () => clientFor(questions, current.credential),
        as: (other) => clientFor(questions, other),
        signedInAs: () => current.credential.accessKey,
        region,
        signIn(next) {
            current = { credential: next, client: clientFor(connection, next) };
        },
    };
}
/** The longest list that is read. The bearer of thousands of keys is none that this action looks after. */
const LONGEST_LIST = 10_000;
/**
 * Reads a list to its end. The client asks for every page at once that the first one announces, so what it announces
 * is looked at before that.
 * @throws {Error} where no list of that length can be right
 */
async function wholeList(list) {
    const { totalCount } = await list;
    if (!Number.isSafeInteger(totalCount) || totalCount < 0 || totalCount > LONGEST_LIST) {
        throw new Error(`Scaleway announced a list of ${String(totalCount)} items; this action reads lists of at most ${LONGEST_LIST}`);
    }
    return list.all();
}
/** The HTTP status of an error of Scaleway's client; undefined where it is something else. */
function statusOf(error) {
    return error instanceof Error && 'status' in error && typeof error.status === 'number'
        ? error.status
        : undefined;
}
/**
 * Runs a request to Scaleway and turns a refusal into a problem that says what to do.
 * @param doing what the request is for, to follow "may not …" and "could not …"
 * @param about the input that the request rests on
 * @throws {RunProblems} for every refusal; anything else as it is
 */
async function explained(doing, about, request) {
    try {
        return await request();
    }
    catch (error) {
        const problem = problemOf(error, doing, about);
        if (problem === undefined)
            throw error;
        throw new _rotation_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .RunProblems */ .ww([problem], { cause: error });
    }
}
function problemOf(error, doing, about) {
    if (error instanceof _connection_js__WEBPACK_IMPORTED_MODULE_2__/* .ConnectionError */ .Rc) {
        return {
            about: 'scw-api-url',
            problem: error.message,
            remedy: 'Run again; if it stays, look at status.scaleway.com',
            knownCause: 'scaleway-unreachable',
        };
    }
    const status = statusOf(error);
    if (status === undefined || !(error instanceof Error))
        return undefined;
    if (status === 401) {
        const reason = error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.DeniedAuthenticationError */ .I.IB ? error.reason : 'unknown';
        return {
            about: 'scw-secret-key',
            problem: reason === 'expired'
                ? 'Scaleway says that the key that signs in has expired'
                : `Scaleway does not accept the key that signs in (${reason})`,
            remedy: reason === 'expired'
                ? 'An expired key cannot renew itself: make a new API key for its application in the Scaleway console, and ' +
                    'put it where scw-access-key and scw-secret-key come from; the next run goes on from there'
                : 'Give the access key and secret key of a living API key as scw-access-key and scw-secret-key',
            knownCause: reason === 'expired' ? 'scaleway-key-expired' : 'scaleway-key-unknown',
        };
    }
    if (error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.QuotasExceededError */ .I.nj) {
        if (error.list.some(({ resource }) => resource.startsWith('secret'))) {
            return {
                about: 'secret-name',
                problem: `Scaleway could not ${doing}: the quota of versions of the secret is full`,
                remedy: 'Delete versions that nobody needs any more, or name another secret',
                knownCause: 'scaleway-twenty-versions',
            };
        }
        return {
            about: 'quota',
            problem: `Scaleway could not ${doing}: the organization's quota of API keys is full`,
            remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
            knownCause: 'scaleway-api-key-quota-full',
        };
    }
    if (error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.PermissionsDeniedError */ .I.Cb || status === 403) {
        const missing = error instanceof _scaleway_sdk_client__WEBPACK_IMPORTED_MODULE_0__/* .Errors.PermissionsDeniedError */ .I.Cb ? error.list : [];
        const named = missing.map(({ action, resource }) => `${action} on ${resource}`).join(', ');
        const store = missing.some(({ resource }) => resource.startsWith('secret'));
        return {
            about: 'scw-access-key',
            problem: `the key that signs in may not ${doing}${named === '' ? '' : ` (missing: ${named})`}`,
            remedy: `Give its bearer the permission set ${permissionSetFor(missing)}${store ? ', or correct scw-project-id' : ''}`,
            knownCause: store ? 'scaleway-secret-manager-permission-missing' : 'scaleway-iam-permission-missing',
        };
    }
    const problem = `Scaleway could not ${doing}: ${error.message} (${status})`;
    if (error.message.includes('expires_at')) {
        return {
            about: 'expiry',
            problem,
            remedy: 'Set expiry to what the organization allows (its maximum API key lifetime)',
            knownCause: 'scaleway-maximum-api-key-lifetime',
        };
    }
    return { about, problem, ...otherwise(status, about) };
}
/** What to do about a refusal that says nothing more. */
function otherwise(status, about) {
    const later = 'Run again later; the next run goes on from here';
    if (status === 429)
        return { remedy: later, knownCause: 'scaleway-too-many-requests' };
    if (status >= 500)
        return { remedy: later, knownCause: 'scaleway-unreachable' };
    const notFound = status === 404 ? NOT_FOUND[about] : undefined;
    return { remedy: 'Check this input', ...(notFound !== undefined && { knownCause: notFound }) };
}
/** What is not there, by the input that names it. */
const NOT_FOUND = {
    'application-id': 'scaleway-application-not-found',
    'secret-name': 'scaleway-secret-not-found',
};
function permissionSetFor(missing) {
    if (missing.length > 0 && missing.every(({ action }) => action === 'access'))
        return 'SecretManagerSecretAccess in the Project';
    if (missing.some(({ resource }) => resource.startsWith('secret')))
        return 'SecretManagerFullAccess in the Project';
    if (missing.some(({ resource }) => /api_key|application/.test(resource))) {
        return 'IAMApplicationManager (or IAMManager) in the Organization';
    }
    return 'IAMApplicationManager in the Organization and SecretManagerFullAccess in the Project';
}


/***/ }),

/***/ 4777:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ createServiceClock)
/* harmony export */ });
/**
 * Makes a service's clock. Between answers it runs with whichever of the machine's clocks moved further since: the
 * steady one stands still while a machine sleeps, the other one may be set while it runs. Too late is the safe side.
 */
function createServiceClock(sleep) {
    let told = false;
    let learned = { date: Date.now(), wall: Date.now(), steady: performance.now() };
    const timeAt = (wall, steady) => new Date(learned.date + Math.max(wall - learned.wall, steady - learned.steady));
    return {
        now: () => timeAt(Date.now(), performance.now()),
        stamp() {
            const wall = Date.now();
            const steady = performance.now();
            // Of a moment before the last answer the clocks tell the same, as nothing slept unseen in between.
            return () => steady < learned.steady ? new Date(learned.date + (steady - learned.steady)) : timeAt(wall, steady);
        },
        told: () => (told ? timeAt(Date.now(), performance.now()) : undefined),
        learn(date) {
            told = true;
            learned = { date: date.getTime(), wall: Date.now(), steady: performance.now() };
        },
        sleep,
    };
}


/***/ }),

/***/ 9496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Md: () => (/* binding */ payloadOf),
/* harmony export */   VY: () => (/* binding */ secretsIn)
/* harmony export */ });
/* unused harmony exports SCALEWAY_PAYLOAD, API_KEY_PAYLOAD */
/* harmony import */ var _rotation_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2411);

/**
 * `{"API_KEY":"SCW…","SECRET_KEY":"…"}`, the very answer of the retrieval function that came before this action, so
 * that its readers go on working.
 */
const SCALEWAY_PAYLOAD = {
    write: ({ accessKey, secret }) => JSON.stringify({ API_KEY: accessKey, SECRET_KEY: secret }),
    read(text) {
        const { API_KEY: accessKey, SECRET_KEY: secret } = fieldsOf(text);
        if (typeof accessKey !== 'string' || typeof secret !== 'string' || secret === '')
            return undefined;
        return /^SCW[A-Z0-9]{17}$/.test(accessKey) ? { accessKey, secret } : undefined;
    },
    shape: '{"API_KEY":"SCW…","SECRET_KEY":"…"}',
};
/** `{"API_KEY":"…"}`: the key of a keys API, which has nothing else. It is named by its fingerprint. */
const API_KEY_PAYLOAD = {
    write: ({ secret }) => JSON.stringify({ API_KEY: secret }),
    read(text) {
        const { API_KEY: secret, SECRET_KEY: foreign } = fieldsOf(text);
        if (typeof secret !== 'string' || secret === '' || foreign !== undefined)
            return undefined;
        return { accessKey: (0,_rotation_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__/* .fingerprint */ .R)(secret), secret };
    },
    shape: '{"API_KEY":"…"}',
};
/** How the keys of an issuer are stored. */
function payloadOf(issuer) {
    return issuer === 'scaleway' ? SCALEWAY_PAYLOAD : API_KEY_PAYLOAD;
}
/**
 * All that must not be seen of a payload: whatever it is, it was kept as a secret. In one that can be read this is every
 * field but the access key; one that cannot be read is a secret as a whole as well.
 */
function secretsIn(text, credential) {
    const values = Object.values(fieldsOf(text)).filter((value) => typeof value === 'string');
    return credential === undefined
        ? [...values, text]
        : values.filter((value) => value !== credential.accessKey);
}
function fieldsOf(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {}; // not ours; the parser's message would quote the payload
    }
}


/***/ }),

/***/ 8568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  G: () => (/* binding */ createSecretManager)
});

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(8522);
// EXTERNAL MODULE: ./node_modules/@scaleway/sdk-client/dist/index.js + 44 modules
var dist = __nccwpck_require__(7956);
;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-secret/dist/v1beta1/marshalling.gen.js

const unmarshalEphemeralProperties = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'EphemeralProperties' failed as data isn't a dictionary.`
    );
  }
  return {
    action: data.action,
    expiresAt: (0,dist/* unmarshalDate */.gR)(data.expires_at),
    expiresOnceAccessed: data.expires_once_accessed
  };
};
const unmarshalSecretVersion = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'SecretVersion' failed as data isn't a dictionary.`
    );
  }
  return {
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    deletedAt: (0,dist/* unmarshalDate */.gR)(data.deleted_at),
    deletionRequestedAt: (0,dist/* unmarshalDate */.gR)(data.deletion_requested_at),
    description: data.description,
    ephemeralProperties: data.ephemeral_properties ? unmarshalEphemeralProperties(data.ephemeral_properties) : void 0,
    latest: data.latest,
    region: data.region,
    revision: data.revision,
    secretId: data.secret_id,
    status: data.status,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at)
  };
};
const unmarshalEphemeralPolicy = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'EphemeralPolicy' failed as data isn't a dictionary.`
    );
  }
  return {
    action: data.action,
    expiresOnceAccessed: data.expires_once_accessed,
    timeToLive: data.time_to_live
  };
};
const unmarshalSecret = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Secret' failed as data isn't a dictionary.`
    );
  }
  return {
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    deletionRequestedAt: (0,dist/* unmarshalDate */.gR)(data.deletion_requested_at),
    description: data.description,
    ephemeralPolicy: data.ephemeral_policy ? unmarshalEphemeralPolicy(data.ephemeral_policy) : void 0,
    id: data.id,
    keyId: data.key_id,
    managed: data.managed,
    name: data.name,
    path: data.path,
    projectId: data.project_id,
    protected: data.protected,
    region: data.region,
    status: data.status,
    tags: data.tags,
    type: data.type,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at),
    usedBy: data.used_by,
    versionCount: data.version_count
  };
};
const unmarshalAccessSecretVersionResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'AccessSecretVersionResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    data: data.data,
    dataCrc32: data.data_crc32,
    revision: data.revision,
    secretId: data.secret_id,
    type: data.type
  };
};
const unmarshalBrowseSecretsResponseItemFolderDetails = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'BrowseSecretsResponseItemFolderDetails' failed as data isn't a dictionary.`
    );
  }
  return {};
};
const unmarshalBrowseSecretsResponseItemSecretDetails = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'BrowseSecretsResponseItemSecretDetails' failed as data isn't a dictionary.`
    );
  }
  return {
    ephemeralPolicy: data.ephemeral_policy ? unmarshalEphemeralPolicy(data.ephemeral_policy) : void 0,
    id: data.id,
    protected: data.protected,
    tags: data.tags,
    type: data.type,
    versionCount: data.version_count
  };
};
const unmarshalBrowseSecretsResponseItem = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'BrowseSecretsResponseItem' failed as data isn't a dictionary.`
    );
  }
  return {
    createdAt: (0,dist/* unmarshalDate */.gR)(data.created_at),
    folder: data.folder ? unmarshalBrowseSecretsResponseItemFolderDetails(data.folder) : void 0,
    name: data.name,
    secret: data.secret ? unmarshalBrowseSecretsResponseItemSecretDetails(data.secret) : void 0,
    updatedAt: (0,dist/* unmarshalDate */.gR)(data.updated_at)
  };
};
const unmarshalBrowseSecretsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'BrowseSecretsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    currentPath: data.current_path,
    items: (0,dist/* unmarshalArrayOfObject */.jG)(
      data.items,
      unmarshalBrowseSecretsResponseItem
    ),
    totalCount: data.total_count
  };
};
const unmarshalListSecretTypesResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListSecretTypesResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    totalCount: data.total_count,
    types: data.types
  };
};
const unmarshalListSecretVersionsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListSecretVersionsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    totalCount: data.total_count,
    versions: (0,dist/* unmarshalArrayOfObject */.jG)(data.versions, unmarshalSecretVersion)
  };
};
const unmarshalListSecretsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListSecretsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    secrets: (0,dist/* unmarshalArrayOfObject */.jG)(data.secrets, unmarshalSecret),
    totalCount: data.total_count
  };
};
const unmarshalListTagsResponse = (data) => {
  if (!(0,dist/* isJSONObject */.k9)(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ListTagsResponse' failed as data isn't a dictionary.`
    );
  }
  return {
    tags: data.tags,
    totalCount: data.total_count
  };
};
const marshalAddSecretOwnerRequest = (request, defaults) => ({
  product: request.product
});
const marshalEphemeralPolicy = (request, defaults) => ({
  action: request.action,
  expires_once_accessed: request.expiresOnceAccessed,
  time_to_live: request.timeToLive
});
const marshalCreateSecretRequest = (request, defaults) => ({
  description: request.description,
  ephemeral_policy: request.ephemeralPolicy !== void 0 ? marshalEphemeralPolicy(request.ephemeralPolicy) : void 0,
  key_id: request.keyId,
  name: request.name,
  path: request.path,
  project_id: request.projectId ?? defaults.defaultProjectId,
  protected: request.protected,
  tags: request.tags,
  type: request.type
});
const marshalCreateSecretVersionRequest = (request, defaults) => ({
  data: request.data,
  data_crc32: request.dataCrc32,
  description: request.description,
  disable_previous: request.disablePrevious
});
const marshalUpdateSecretRequest = (request, defaults) => ({
  description: request.description,
  ephemeral_policy: request.ephemeralPolicy !== void 0 ? marshalEphemeralPolicy(request.ephemeralPolicy) : void 0,
  name: request.name,
  path: request.path,
  tags: request.tags
});
const marshalEphemeralProperties = (request, defaults) => ({
  action: request.action,
  expires_at: request.expiresAt,
  expires_once_accessed: request.expiresOnceAccessed
});
const marshalUpdateSecretVersionRequest = (request, defaults) => ({
  description: request.description,
  ephemeral_properties: request.ephemeralProperties !== void 0 ? marshalEphemeralProperties(request.ephemeralProperties) : void 0
});


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-secret/dist/v1beta1/api.gen.js


const jsonContentHeaders = {
  "Content-Type": "application/json; charset=utf-8"
};
class API extends dist/* API */.nC {
  /**
   * Locality of this API.
   * type ∈ {'zone','region','global','unspecified'}
   */
  static LOCALITY = (0,dist/* toApiLocality */.Pt)({
    regions: ["fr-par", "nl-ams", "pl-waw"]
  });
  /**
   * Create a secret. Create a secret in a given region specified by the `region` parameter.
   *
   * @param request - The request {@link CreateSecretRequest}
   * @returns A Promise of Secret
   */
  createSecret = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreateSecretRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets`
    },
    unmarshalSecret
  );
  /**
   * Get metadata using the secret's ID. Retrieve the metadata of a secret specified by the `region` and `secret_id` parameters.
   *
   * @param request - The request {@link GetSecretRequest}
   * @returns A Promise of Secret
   */
  getSecret = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}`
    },
    unmarshalSecret
  );
  /**
   * Update metadata of a secret. Edit a secret's metadata such as name, tag(s), description and ephemeral policy. The secret to update is specified by the `secret_id` and `region` parameters.
   *
   * @param request - The request {@link UpdateSecretRequest}
   * @returns A Promise of Secret
   */
  updateSecret = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateSecretRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}`
    },
    unmarshalSecret
  );
  /**
   * Delete a secret. Delete a given secret specified by the `region` and `secret_id` parameters.
   *
   * @param request - The request {@link DeleteSecretRequest}
   */
  deleteSecret = (request) => this.client.fetch({
    method: "DELETE",
    path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}`
  });
  pageOfListSecrets = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets`,
      urlParams: (0,dist/* urlParams */._S)(
        ["ephemeral", request.ephemeral],
        ["name", request.name],
        ["order_by", request.orderBy],
        ["organization_id", request.organizationId],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["path", request.path],
        ["project_id", request.projectId],
        ["scheduled_for_deletion", request.scheduledForDeletion],
        ["tags", request.tags],
        ["type", request.type]
      )
    },
    unmarshalListSecretsResponse
  );
  /**
   * List secrets. Retrieve the list of secrets created within an Organization and/or Project. You must specify either the `organization_id` or the `project_id` and the `region`.
   *
   * @param request - The request {@link ListSecretsRequest}
   * @returns A Promise of ListSecretsResponse
   */
  listSecrets = (request) => (0,dist/* enrichForPagination */.vU)("secrets", this.pageOfListSecrets, request);
  /**
   * Browse secrets. Retrieve the list of secrets and folders for the given prefix. You must specify either the `organization_id` or the `project_id` and the `region`.
   *
   * @param request - The request {@link BrowseSecretsRequest}
   * @returns A Promise of BrowseSecretsResponse
   */
  browseSecrets = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/browse`,
      urlParams: (0,dist/* urlParams */._S)(
        ["order_by", request.orderBy],
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["prefix", request.prefix],
        ["project_id", request.projectId],
        ["tags", request.tags],
        ["type", request.type]
      )
    },
    unmarshalBrowseSecretsResponse
  );
  /**
   * Enable secret protection. Enable secret protection for a given secret specified by the `secret_id` parameter. Enabling secret protection means that your secret can be read and modified, but it cannot be deleted.
   *
   * @param request - The request {@link ProtectSecretRequest}
   * @returns A Promise of Secret
   */
  protectSecret = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/protect`
    },
    unmarshalSecret
  );
  /**
   * Disable secret protection. Disable secret protection for a given secret specified by the `secret_id` parameter. Disabling secret protection means that your secret can be read, modified and deleted.
   *
   * @param request - The request {@link UnprotectSecretRequest}
   * @returns A Promise of Secret
   */
  unprotectSecret = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/unprotect`
    },
    unmarshalSecret
  );
  /**
   * Allow a product to use the secret.
   *
   * @param request - The request {@link AddSecretOwnerRequest}
   */
  addSecretOwner = (request) => this.client.fetch({
    body: JSON.stringify(
      marshalAddSecretOwnerRequest(request, this.client.settings)
    ),
    headers: jsonContentHeaders,
    method: "POST",
    path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/add-owner`
  });
  /**
   * Create a version. Create a version of a given secret specified by the `region` and `secret_id` parameters.
   *
   * @param request - The request {@link CreateSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  createSecretVersion = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalCreateSecretVersionRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions`
    },
    unmarshalSecretVersion
  );
  /**
   * Get metadata of a secret's version using the secret's ID. Retrieve the metadata of a secret's given version specified by the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link GetSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  getSecretVersion = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}`
    },
    unmarshalSecretVersion
  );
  /**
   * Update metadata of a version. Edit the metadata of a secret's given version, specified by the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link UpdateSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  updateSecretVersion = (request) => this.client.fetch(
    {
      body: JSON.stringify(
        marshalUpdateSecretVersionRequest(request, this.client.settings)
      ),
      headers: jsonContentHeaders,
      method: "PATCH",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}`
    },
    unmarshalSecretVersion
  );
  /**
   * Delete a version. Delete a secret's version and the sensitive data contained in it. Deleting a version is permanent and cannot be undone.
   *
   * @param request - The request {@link DeleteSecretVersionRequest}
   */
  deleteSecretVersion = (request) => this.client.fetch({
    method: "DELETE",
    path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}`
  });
  pageOfListSecretVersions = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions`,
      urlParams: (0,dist/* urlParams */._S)(
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        ["status", request.status]
      )
    },
    unmarshalListSecretVersionsResponse
  );
  /**
   * List versions of a secret using the secret's ID. Retrieve the list of a given secret's versions specified by the `secret_id` and `region` parameters.
   *
   * @param request - The request {@link ListSecretVersionsRequest}
   * @returns A Promise of ListSecretVersionsResponse
   */
  listSecretVersions = (request) => (0,dist/* enrichForPagination */.vU)("versions", this.pageOfListSecretVersions, request);
  /**
   * Access a secret's version using the secret's ID. Access sensitive data in a secret's version specified by the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link AccessSecretVersionRequest}
   * @returns A Promise of AccessSecretVersionResponse
   */
  accessSecretVersion = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}/access`
    },
    unmarshalAccessSecretVersionResponse
  );
  /**
   * Access a secret's version using the secret's name and path. Access sensitive data in a secret's version specified by the `region`, `secret_name`, `secret_path` and `revision` parameters.
   *
   * @param request - The request {@link AccessSecretVersionByPathRequest}
   * @returns A Promise of AccessSecretVersionResponse
   */
  accessSecretVersionByPath = (request) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets-by-path/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}/access`,
      urlParams: (0,dist/* urlParams */._S)(
        [
          "project_id",
          request.projectId ?? this.client.settings.defaultProjectId
        ],
        ["secret_name", request.secretName],
        ["secret_path", request.secretPath]
      )
    },
    unmarshalAccessSecretVersionResponse
  );
  /**
   * Enable a version. Make a specific version accessible. You must specify the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link EnableSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  enableSecretVersion = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}/enable`
    },
    unmarshalSecretVersion
  );
  /**
   * Disable a version. Make a specific version inaccessible. You must specify the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link DisableSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  disableSecretVersion = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}/disable`
    },
    unmarshalSecretVersion
  );
  pageOfListTags = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/tags`,
      urlParams: (0,dist/* urlParams */._S)(
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        [
          "project_id",
          request.projectId ?? this.client.settings.defaultProjectId
        ]
      )
    },
    unmarshalListTagsResponse
  );
  /**
   * List tags. List all tags associated with secrets within a given Project.
   *
   * @param request - The request {@link ListTagsRequest}
   * @returns A Promise of ListTagsResponse
   */
  listTags = (request = {}) => (0,dist/* enrichForPagination */.vU)("tags", this.pageOfListTags, request);
  pageOfListSecretTypes = (request = {}) => this.client.fetch(
    {
      method: "GET",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secret-types`,
      urlParams: (0,dist/* urlParams */._S)(
        ["page", request.page],
        [
          "page_size",
          request.pageSize ?? this.client.settings.defaultPageSize
        ],
        [
          "project_id",
          request.projectId ?? this.client.settings.defaultProjectId
        ]
      )
    },
    unmarshalListSecretTypesResponse
  );
  /**
   * List secret types. List all secret types created within a given Project.
   *
   * @param request - The request {@link ListSecretTypesRequest}
   * @returns A Promise of ListSecretTypesResponse
   */
  listSecretTypes = (request = {}) => (0,dist/* enrichForPagination */.vU)("types", this.pageOfListSecretTypes, request);
  /**
   * Restore a version. Restore a secret's version specified by the `region`, `secret_id` and `revision` parameters.
   *
   * @param request - The request {@link RestoreSecretVersionRequest}
   * @returns A Promise of SecretVersion
   */
  restoreSecretVersion = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/versions/${(0,dist/* validatePathParam */.pm)("revision", request.revision)}/restore`
    },
    unmarshalSecretVersion
  );
  /**
   * Restore a secret. Restore a secret and all its versions scheduled for deletion specified by the `region` and `secret_id` parameters.
   *
   * @param request - The request {@link RestoreSecretRequest}
   * @returns A Promise of Secret
   */
  restoreSecret = (request) => this.client.fetch(
    {
      body: "{}",
      headers: jsonContentHeaders,
      method: "POST",
      path: `/secret-manager/v1beta1/regions/${(0,dist/* validatePathParam */.pm)("region", request.region ?? this.client.settings.defaultRegion)}/secrets/${(0,dist/* validatePathParam */.pm)("secretId", request.secretId)}/restore`
    },
    unmarshalSecret
  );
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-secret/dist/v1beta1/validation-rules.gen.js
const DatabaseCredentials = {
  port: {
    pattern: /^[0-9]+$/
  }
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-secret/dist/v1beta1/index.gen.js





;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-secret/dist/index.gen.js



// EXTERNAL MODULE: ./build/inputs/types.js
var types = __nccwpck_require__(8301);
// EXTERNAL MODULE: ./build/rotation/elsewhere.js
var rotation_elsewhere = __nccwpck_require__(3067);
// EXTERNAL MODULE: ./build/rotation/ports.js
var ports = __nccwpck_require__(5271);
// EXTERNAL MODULE: ./build/rotation/record.js
var record = __nccwpck_require__(8086);
// EXTERNAL MODULE: ./build/services/scaleway.js
var scaleway = __nccwpck_require__(928);
// EXTERNAL MODULE: ./build/store/payload.js
var store_payload = __nccwpck_require__(9496);
;// CONCATENATED MODULE: ./build/store/secret-manager.js








/** Scaleway's limit, for all statuses that its documentation counts. */
const MAX_VERSIONS = 20;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** A secret that was just made may not be found for some seconds: how often, and how far apart it is tried. */
const NEW_SECRET_TRIES = 6;
const NEW_SECRET_WAIT_MS = 1500;
/** Scaleway Secret Manager as the store of one key: one secret, one version for each generation. */
function createSecretManager(options) {
    const { session, projectId, name, path, payload, mask, sleep } = options;
    const api = () => new API(session.client());
    const where = `${path === '/' ? '' : path}/${name}`;
    const made = new Set();
    /** Retries a 404 about a secret that this run made a moment ago. It is a refusal without effect. */
    async function patiently(secretId, request) {
        for (let attempt = 1;; attempt += 1) {
            try {
                return await request();
            }
            catch (error) {
                if ((0,scaleway/* statusOf */.c2)(error) !== 404 || !made.has(secretId) || attempt === NEW_SECRET_TRIES)
                    throw error;
                await sleep(NEW_SECRET_WAIT_MS);
            }
        }
    }
    async function access(request) {
        const { secretId, revision, data } = await request();
        if (typeof data !== 'string')
            throw new Error('Secret Manager showed a version without a payload');
        const bytes = Buffer.from(data, 'base64');
        const text = bytes.toString('utf8');
        const credential = payload.read(text);
        for (const secret of (0,store_payload/* secretsIn */.VY)(text, credential))
            mask(secret);
        return { secretId: checkedId(secretId), revision, credential };
    }
    async function keyOf(request) {
        const { credential, ...rest } = await access(request);
        if (credential === undefined) {
            throw new Error(`revision ${rest.revision} of the secret ${where} does not hold a key of this issuer: expected the JSON ${payload.shape}`);
        }
        return { ...rest, credential };
    }
    /** The secrets of this name and path in other regions and Projects, as far as they can be seen. */
    async function elsewhere() {
        const asking = new API(session.asking());
        const found = await Promise.allSettled(types/* REGIONS */.ij.map((region) => (0,scaleway/* wholeList */.GM)(asking.listSecrets({ region, name, path, scheduledForDeletion: false, pageSize: 100 }))));
        // Whoever may not look there is no worse off than before.
        const secrets = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
        return secrets
            .filter((secret) => secret.name === name && secret.path === path)
            .flatMap(({ region, projectId: project, tags }) => {
            if (project !== projectId)
                return [{ differs: 'project', where: `the Project ${project} (${region})`, value: project, tags }];
            return region === session.region
                ? []
                : [{ differs: 'region', where: `the region ${region}`, value: region, tags }];
        });
    }
    async function notFound() {
        const [found] = await elsewhere();
        if (found !== undefined)
            return (0,rotation_elsewhere/* elsewhereProblem */.e)(found);
        return {
            about: 'secret-name',
            problem: `there is no secret ${where} with a version that can be read in the Project ${projectId}, in the region ${session.region}`,
            remedy: 'Correct secret-name, secret-path, scw-project-id or scw-region: the log of the rotation names the secret that it keeps',
            knownCause: 'scaleway-secret-not-found',
        };
    }
    return {
        capacity: MAX_VERSIONS,
        elsewhere,
        async find() {
            const list = await (0,scaleway/* explained */.to)(`look for the secret ${where}`, 'secret-name', () => (0,scaleway/* wholeList */.GM)(api().listSecrets({ projectId, name, path, scheduledForDeletion: false, pageSize: 100 })));
            const found = list.find((secret) => secret.name === name && secret.path === path);
            return found && storedSecret(found);
        },
        async create(tags) {
            const secret = await (0,scaleway/* explained */.to)(`make the secret ${where}`, 'secret-name', () => api().createSecret({
                projectId,
                name,
                path,
                type: 'key_value',
                tags: [...tags],
                description: 'Kept by scaleway-key-rotation: one version for each generation of an API key',
                protected: false,
            }));
            const stored = understood(() => storedSecret(secret));
            made.add(stored.id);
            return stored;
        },
        async tag(id, tags) {
            await (0,scaleway/* explained */.to)(`tag the secret ${where}`, 'secret-name', () => api().updateSecret({ secretId: id, tags: [...tags] }));
        },
        async versions(id) {
            const list = await (0,scaleway/* explained */.to)(`list the versions of the secret ${where}`, 'secret-name', () => patiently(id, () => (0,scaleway/* wholeList */.GM)(api().listSecretVersions({ secretId: id, pageSize: 100 }))));
            return list.map(storedVersion);
        },
        async add(id, credential, description) {
            const bytes = Buffer.from(payload.write(credential), 'utf8');
            const version = await (0,scaleway/* explained */.to)(`store a version of the secret ${where}`, 'secret-name', () => patiently(id, () => api().createSecretVersion({
                secretId: id,
                data: bytes.toString('base64'),
                dataCrc32: (0,external_node_zlib_.crc32)(bytes),
                description,
            })));
            // It may well be stored: whoever asked looks for it.
            return understood(() => storedVersion(version));
        },
        async describe(id, revision, description) {
            await (0,scaleway/* explained */.to)(`update version ${revision} of the secret ${where}`, 'secret-name', () => api().updateSecretVersion({ secretId: id, revision: String(revision), description }));
        },
        async read(id, revision) {
            const { credential } = await (0,scaleway/* explained */.to)(`read version ${revision} of the secret ${where}`, 'secret-name', () => access(() => api().accessSecretVersion({ secretId: id, revision: String(revision) })));
            return credential;
        },
        async disable(id, revision) {
            await (0,scaleway/* explained */.to)(`disable version ${revision} of the secret ${where}`, 'secret-name', () => api().disableSecretVersion({ secretId: id, revision: String(revision) }));
        },
        async remove(id, revision) {
            await (0,scaleway/* explained */.to)(`delete version ${revision} of the secret ${where}`, 'secret-name', async () => {
                try {
                    await api().deleteSecretVersion({ secretId: id, revision: String(revision) });
                }
                catch (error) {
                    if ((0,scaleway/* statusOf */.c2)(error) !== 404)
                        throw error; // gone already: perhaps by the first of two tries
                }
            });
        },
        async newest() {
            return (0,scaleway/* explained */.to)(`read the newest version of the secret ${where}`, 'secret-name', async () => {
                try {
                    return await keyOf(() => api().accessSecretVersionByPath({
                        revision: 'latest_enabled',
                        secretName: name,
                        secretPath: path,
                        projectId,
                    }));
                }
                catch (error) {
                    if ((0,scaleway/* statusOf */.c2)(error) !== 404)
                        throw error;
                    throw new ports/* RunProblems */.ww([await notFound()], { cause: error });
                }
            });
        },
        async records(secretId) {
            try {
                const asking = new API(session.asking());
                const list = await (0,scaleway/* wholeList */.GM)(asking.listSecretVersions({ secretId, pageSize: 100 }));
                const versions = list.map(storedVersion).sort((a, b) => b.revision - a.revision);
                return versions.map(({ revision, status, description }) => {
                    const reading = (0,record/* readRecord */.aE)(description);
                    return {
                        revision,
                        enabled: status === 'enabled',
                        record: reading.kind === 'ours' ? reading.record : undefined,
                    };
                });
            }
            catch (error) {
                if ((0,scaleway/* statusOf */.c2)(error) === 403)
                    return undefined; // a reader needs no more than the right to read payloads
                throw error;
            }
        },
        async version(secretId, revision) {
            return (0,scaleway/* explained */.to)(`read version ${revision} of the secret ${where}`, 'secret-name', () => keyOf(() => api().accessSecretVersion({ secretId, revision: String(revision) })));
        },
    };
}
function storedSecret(secret) {
    return { id: checkedId(secret.id), tags: secret.tags, locked: secret.status === 'locked' };
}
function storedVersion(version) {
    if (!Number.isSafeInteger(version.revision) || version.revision < 1)
        throw new Error('Secret Manager named a version with something that is no revision');
    return {
        revision: version.revision,
        status: statusFrom(version.status),
        description: version.description ?? '',
        createdAt: version.createdAt,
    };
}
function statusFrom(status) {
    switch (status) {
        case 'enabled':
        case 'scheduled_for_deletion':
        case 'deleted':
            return status;
        default:
            // What is not known to be readable is treated like what is not.
            return 'disabled';
    }
}
/** @throws {NoAnswer} where an answer makes no sense: nobody knows what took effect */
function understood(read) {
    try {
        return read();
    }
    catch (error) {
        throw new ports/* NoAnswer */.W_(error instanceof Error ? error.message : String(error), { cause: error });
    }
}
/** Ids from answers become parts of addresses, so they are checked. */
function checkedId(id) {
    if (!UUID.test(id))
        throw new Error('Secret Manager named a secret with something that is no id');
    return id;
}


/***/ }),

/***/ 2497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ listAll),
/* harmony export */   t: () => (/* binding */ checkedItem)
/* harmony export */ });
/* harmony import */ var _rotation_side_by_side_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5106);
/* harmony import */ var _services_connection_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9538);


/** The most that GitHub puts on a page. */
const PAGE_SIZE = 100;
/** The most pages that are read: an organization of 20,000 repositories. */
const MOST_PAGES = 200;
/** Pages that are read at once. */
const PAGES_SIDE_BY_SIDE = 10;
/**
 * Reads a list to its end. GitHub says with the first page how many there are, so the others need not wait for each other.
 * @param itemsOf what stands on a page
 * @throws {Error} where it is longer than anything that this action reads
 * @returns the items, and the first page, for what else it says
 */
async function listAll(octokit, { route, parts }, itemsOf) {
    const read = async (page) => {
        const more = page === 1 ? {} : { page };
        const answer = await octokit.request(`GET ${route}`, { ...parts, per_page: PAGE_SIZE, ...more });
        return { data: answer.data, link: answer.headers.link };
    };
    const first = await read(1);
    const last = lastPage(first.link);
    if (last > MOST_PAGES)
        throw new Error(`GitHub announced a list of ${last} pages; this action reads at most ${MOST_PAGES}`);
    const rest = await (0,_rotation_side_by_side_js__WEBPACK_IMPORTED_MODULE_1__/* .sideBySide */ .Q)(PAGES_SIDE_BY_SIDE, Array.from({ length: last - 1 }, (_, index) => index + 2), read);
    const pages = [first, ...rest].map(({ data }) => itemsOf(data));
    return {
        items: pages.flatMap((page) => listIn(page).map((item) => checkedItem(item))),
        first: first.data,
    };
}
function listIn(page) {
    if (Array.isArray(page))
        return page;
    throw new _services_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc("GitHub's answer is not what GitHub answers: there is no list in it");
}
/**
 * What GitHub tells of a secret, a variable or a repository. That all of them have in common is checked, as an answer
 * may come from something in between: a name, and the rest of the type that GitHub documents, where it is there at all.
 * @throws {ConnectionError} where it is something else
 */
function checkedItem(data) {
    const { name, id, updated_at, value, topics } = (data ?? {});
    const isItem = typeof name === 'string' &&
        (id === undefined || typeof id === 'number') &&
        (value === undefined || typeof value === 'string') &&
        (topics === undefined || Array.isArray(topics)) &&
        (updated_at === undefined || (typeof updated_at === 'string' && !Number.isNaN(Date.parse(updated_at))));
    if (!isItem)
        throw new _services_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc("GitHub's answer is not what GitHub answers: something in it has a wrong type");
    return data;
}
/** The number of the last page, from the `Link` header; 1 where the first is the only one. */
function lastPage(link) {
    const address = /<([^>]+)>;\s*rel="last"/.exec(link ?? '')?.[1] ?? '';
    return Number(/[?&]page=(\d+)/.exec(address)?.[1] ?? 1);
}


/***/ }),

/***/ 4378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M1: () => (/* binding */ fitsWildcards),
/* harmony export */   U: () => (/* binding */ patternText),
/* harmony export */   u5: () => (/* binding */ matchRepositories),
/* harmony export */   wZ: () => (/* binding */ inShort)
/* harmony export */ });
/* unused harmony export MOST_MATCHED */
/* harmony import */ var _services_github_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2677);
/* harmony import */ var _pages_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2497);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3895);



/** How many repositories the patterns of one run may stand for together. */
const MOST_MATCHED = 1000;
/** How many names a message lists. */
const MOST_LISTED = 10;
/** What a repository can be called: the name becomes a part of addresses and messages. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
/** A pattern as it is written. */
function patternText(pattern) {
    return `${pattern.owner}/${'topic' in pattern ? `topic:${pattern.topic}` : pattern.name}`;
}
/** Finds out which repositories patterns stand for at this moment. Archived ones, which take no secrets, are left out. */
async function matchRepositories(octokit, patterns) {
    const owners = new Map(patterns.map(({ owner }) => [owner.toLowerCase(), owner]));
    const lists = await Promise.all([...owners].map(async ([id, owner]) => [id, await listRepositories(octokit, owner)]));
    const listed = new Map(lists);
    const repositories = new Map();
    const archived = new Set();
    const problems = lists.flatMap(([, list]) => ('problem' in list ? [list] : []));
    for (const pattern of patterns) {
        const list = listed.get(pattern.owner.toLowerCase());
        if (list === undefined || 'problem' in list)
            continue;
        const fitting = list.filter((repository) => fits(pattern, repository));
        const living = fitting.filter((repository) => repository.archived !== true);
        if (living.length === 0)
            problems.push(nothingFits(pattern, fitting.length));
        for (const { name, archived: isArchived } of fitting) {
            const full = `${pattern.owner}/${name}`;
            if (isArchived === true)
                archived.add(full);
            else
                repositories.set(full.toLowerCase(), { owner: pattern.owner, repo: name });
        }
    }
    if (repositories.size > MOST_MATCHED) {
        const problem = {
            about: 'repositories',
            problem: `${patterns.map(patternText).join(', ')} stand for ${repositories.size} repositories, and one run takes at most ${MOST_MATCHED}`,
            remedy: 'Use narrower patterns, or several jobs',
        };
        return { repositories: [], problems: [...problems, problem], notes: [] };
    }
    const leftOut = `Left out, because archived repositories take no secrets: ${inShort([...archived])}`;
    return { repositories: [...repositories.values()], problems, notes: archived.size === 0 ? [] : [leftOut] };
}
async function listRepositories(octokit, owner) {
    try {
        const route = { route: '/orgs/{org}/repos', parts: { org: owner } };
        const { items } = await (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .listAll */ ._)(octokit, route, (page) => page);
        if (!items.every(({ name }) => NAME.test(name)))
            throw new Error(`GitHub lists a repository of ${owner} under a name that is none`);
        return items;
    }
    catch (error) {
        const failure = (0,_services_github_js__WEBPACK_IMPORTED_MODULE_0__/* .githubFailure */ .eQ)(error);
        if (failure.status !== 404)
            return (0,_refusals_js__WEBPACK_IMPORTED_MODULE_2__/* .failedRead */ .Yr)('repositories', `the list of ${owner}'s repositories`, failure);
        return {
            about: 'repositories',
            problem: `there is no organization ${owner} that the token can see, so that no pattern can be looked up in it`,
            remedy: "Correct the name; a person's repositories have to be named one by one",
            knownCause: 'github-target-not-found',
        };
    }
}
function nothingFits(pattern, archived) {
    const only = archived === 0 ? '' : ` but archived ones (${archived})`;
    return {
        about: 'repositories',
        problem: `${patternText(pattern)} stands for no repository that the token can see${only}`,
        remedy: 'Correct the pattern, or give the token access to the repositories',
        knownCause: 'github-target-not-found',
    };
}
function fits(pattern, { name, topics = [] }) {
    if ('topic' in pattern)
        return topics.includes(pattern.topic.toLowerCase());
    return fitsWildcards(pattern.name.toLowerCase(), name.toLowerCase());
}
/** Whether a name fits a pattern in which `*` stands for any characters. No regular expression: those can take for ever. */
function fitsWildcards(pattern, name) {
    const [start = '', ...rest] = pattern.split('*');
    const end = rest.pop();
    if (end === undefined)
        return name === pattern;
    if (!name.startsWith(start))
        return false;
    let at = start.length;
    for (const part of rest) {
        const found = name.indexOf(part, at);
        if (found < 0)
            return false;
        at = found + part.length;
    }
    return name.length - end.length >= at && name.endsWith(end);
}
/** A list that stays readable. */
function inShort(names) {
    const more = names.length - MOST_LISTED;
    return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}


/***/ }),

/***/ 8909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bv: () => (/* binding */ routeTo),
/* harmony export */   Lp: () => (/* binding */ roomIn),
/* harmony export */   VM: () => (/* binding */ placeId),
/* harmony export */   cF: () => (/* binding */ hasVariables),
/* harmony export */   d2: () => (/* binding */ SECRET_KINDS),
/* harmony export */   jH: () => (/* binding */ distinctPlaces),
/* harmony export */   jZ: () => (/* binding */ VISIBILITIES),
/* harmony export */   sk: () => (/* binding */ placeLabel),
/* harmony export */   wg: () => (/* binding */ inputOf)
/* harmony export */ });
/** What reads a secret: jobs of Actions, Dependabot, Codespaces, or coding agents. Each kind has secrets of its own. */
const SECRET_KINDS = ['actions', 'dependabot', 'codespaces', 'agents'];
/** Which repositories of an organization may read one of its secrets or variables, as GitHub names it. */
const VISIBILITIES = ['all', 'private', 'selected'];
const KIND_NAMES = {
    actions: 'Actions',
    dependabot: 'Dependabot',
    codespaces: 'Codespaces',
    agents: 'agents',
};
/**
 * Identifies a place for ever: GitHub ignores the case of owners, repositories and environments. A repository has a
 * slash in it and an organization none, so no two places share an id.
 */
function placeId(place) {
    if (place.scope === 'organization')
        return `${place.kind}\n${place.organization}`.toLowerCase();
    const environment = place.scope === 'environment' ? `\n${place.environment}` : '';
    return `${place.kind}\n${place.owner}/${place.repo}${environment}`.toLowerCase();
}
/** The places without repetition; the first way of writing one stays. */
function distinctPlaces(places) {
    const byId = new Map();
    for (const place of places)
        if (!byId.has(placeId(place)))
            byId.set(placeId(place), place);
    return [...byId.values()];
}
/** A place in a reader's words. Actions, the usual kind, goes without saying. */
function placeLabel(place) {
    const kind = place.kind === 'actions' ? '' : ` (${KIND_NAMES[place.kind]})`;
    if (place.scope === 'organization')
        return `organization ${place.organization}${kind}`;
    const repository = `${place.owner}/${place.repo}`;
    return place.scope === 'repository'
        ? `${repository}${kind}`
        : `environment ${place.environment} of ${repository}`;
}
/** The input that names a place. */
function inputOf(place) {
    if (place.scope === 'repository')
        return 'repositories';
    return place.scope === 'environment' ? 'environments' : 'organization';
}
/** Whether a place has variables as well: they are of Actions alone. */
function hasVariables(place) {
    return place.kind === 'actions';
}
function routeTo(place, thing) {
    if (place.scope === 'organization')
        return { route: `/orgs/{org}/${place.kind}/${thing}`, parts: { org: place.organization } };
    const { owner, repo } = place;
    if (place.scope === 'repository')
        return { route: `/repos/{owner}/{repo}/${place.kind}/${thing}`, parts: { owner, repo } };
    return {
        route: `/repos/{owner}/{repo}/environments/{environment_name}/${thing}`,
        parts: { owner, repo, environment_name: place.environment },
    };
}
/** How many secrets or variables a place holds at most, as GitHub documents it. */
function roomIn(place, thing) {
    const { kind, scope } = place;
    if (thing === 'secrets')
        return scope === 'organization' && kind !== 'codespaces' ? 1000 : 100;
    return { repository: 500, environment: 100, organization: 1000 }[scope];
}


/***/ }),

/***/ 3895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  YK: () => (/* binding */ APP_TOKEN),
  Yr: () => (/* binding */ failedRead),
  o0: () => (/* binding */ forbidden),
  K: () => (/* binding */ readProblem)
});

// EXTERNAL MODULE: ./build/services/github.js + 1 modules
var github = __nccwpck_require__(2677);
;// CONCATENATED MODULE: ./build/targets/permissions.js
const OF_REPOSITORY = {
    actions: 'Secrets: write',
    dependabot: 'Dependabot secrets: write',
    codespaces: 'Codespaces secrets: write',
    agents: 'Agent secrets: write',
};
const OF_ORGANIZATION = {
    actions: 'Secrets: write',
    dependabot: 'Organization dependabot secrets: write',
    codespaces: 'Organization codespaces secrets: write',
    agents: 'Agent secrets: write',
};
/** What to grant a token that is to write there, in the words of GitHub's settings. */
function permissionFor(place, thing) {
    const { scope, kind } = place;
    // Environments have one permission for everything in them.
    if (scope === 'environment')
        return 'permission Environments: write';
    const permission = thing === 'variables'
        ? 'Variables: write'
        : (scope === 'repository' ? OF_REPOSITORY : OF_ORGANIZATION)[kind];
    return scope === 'organization'
        ? `organization permission ${permission} (a classic token: the scope admin:org)`
        : `permission ${permission}`;
}

// EXTERNAL MODULE: ./build/targets/places.js
var places = __nccwpck_require__(8909);
;// CONCATENATED MODULE: ./build/targets/refusals.js



/** GitHub's own token starts with this, and so does a GitHub App's. */
const INSTALLATION_TOKEN = 'ghs_';
/** What stands for the token of an App, which changes, where one kind of token is told from another. */
const APP_TOKEN = 'github-app';
/**
 * Explains why a place could not be read, asking once more where GitHub says 404 for two reasons.
 * @param token only its prefix is looked at, to tell a workflow's own token
 */
async function readProblem(octokit, token, place, thing, failure) {
    if (failure.status === 403)
        return forbidden(token, place, thing, failure.message);
    if (failure.status === 404)
        return notFound(octokit, token, place, thing, failure.message);
    return failedRead((0,places/* inputOf */.wg)(place), (0,places/* placeLabel */.sk)(place), failure);
}
/** Explains why something could not be read for other reasons than a place's own. */
function failedRead(about, label, failure) {
    const { status, message } = failure;
    if (status === 403 && asksForSingleSignOn(message))
        return singleSignOn(label, message);
    if (status === 401) {
        return {
            about: 'github-token',
            problem: 'GitHub does not accept the token (401)',
            remedy: 'Give a token that is neither expired nor revoked',
            knownCause: 'github-token-not-accepted',
        };
    }
    return { about, problem: `${label} could not be read: ${message}`, ...(0,github/* otherwise */.fl)(failure) };
}
/** Only the text tells: GitHub answers as it does to a token without the permission. */
function asksForSingleSignOn(message) {
    return /\bSAML\b|single sign-on|\bSSO\b/i.test(message);
}
function singleSignOn(label, message) {
    return {
        about: 'github-token',
        problem: `${label} belongs to an organization with single sign-on, for which the token is not authorized (${message})`,
        remedy: 'Authorize the token for the organization ("Configure SSO" beside it in the settings of its owner), or use a ' +
            'GitHub App, which needs no such authorization',
        knownCause: 'github-single-sign-on',
    };
}
/** Explains a refusal for want of a permission. */
function forbidden(token, place, thing, message) {
    const permission = permissionFor(place, thing);
    if (message.includes('archived')) {
        return {
            about: place.scope === 'organization' ? 'organization' : 'repositories',
            problem: `${(0,places/* placeLabel */.sk)(place)} is archived (${message})`,
            remedy: 'Unarchive the repository, or take it out of the targets',
            knownCause: 'github-repository-archived',
        };
    }
    if (asksForSingleSignOn(message))
        return singleSignOn((0,places/* placeLabel */.sk)(place), message);
    const problem = `the token may not use the ${thing} of ${(0,places/* placeLabel */.sk)(place)} (${message})`;
    if (token.startsWith(INSTALLATION_TOKEN)) {
        return {
            about: 'github-token',
            problem,
            remedy: 'If it is GITHUB_TOKEN: that one can never write secrets; give a fine-grained personal access token, or the ' +
                `token of a GitHub App, with the ${permission}`,
            knownCause: 'github-github_token-used',
        };
    }
    return {
        about: 'github-token',
        problem,
        remedy: `Give the token the ${permission}`,
        knownCause: token === APP_TOKEN ? 'github-app-permission-missing' : 'github-token-permission-missing',
    };
}
/** GitHub says 404 of what is not there, and of what the token may not see. */
async function notFound(octokit, token, place, thing, message) {
    const about = (0,places/* inputOf */.wg)(place);
    const permission = permissionFor(place, thing);
    if (place.scope === 'organization') {
        const { organization } = place;
        if (await canSee(octokit, 'GET /orgs/{org}', { org: organization }))
            return forbidden(token, place, thing, message);
        return {
            about,
            problem: `there is no organization ${organization} that the token can see (a person's account has no secrets of this sort)`,
            remedy: `Correct the name, or give the token access to the organization and the ${permission}`,
            knownCause: 'github-target-not-found',
        };
    }
    const { owner, repo } = place;
    const plain = place.scope === 'repository' && place.kind === 'actions' && thing === 'secrets';
    if (!plain && (await canSee(octokit, 'GET /repos/{owner}/{repo}', { owner, repo }))) {
        if (place.scope === 'environment') {
            return {
                about,
                problem: `the repository ${owner}/${repo} has no environment "${place.environment}" that the token can read`,
                remedy: 'Create the environment, or correct its name (an environment in another repository is owner/repo/name)',
                knownCause: 'github-target-not-found',
            };
        }
        return {
            about: 'kinds',
            problem: `GitHub knows no ${thing} of this kind in ${(0,places/* placeLabel */.sk)(place)}, or hides them from the token (${message})`,
            remedy: `Take the kind out where this GitHub does not have it, or give the token the ${permission}`,
            knownCause: 'github-target-not-found',
        };
    }
    return {
        about,
        problem: `the token cannot see the repository ${owner}/${repo}, or there is none of this name`,
        remedy: `Correct the name, or give the token access to the repository and the ${permission}`,
        knownCause: 'github-target-not-found',
    };
}
async function canSee(octokit, route, parts) {
    try {
        await octokit.request(route, { ...parts });
        return true;
    }
    catch {
        return false; // asked only to word a message better: not to know is as good as no
    }
}


/***/ }),

/***/ 428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   QB: () => (/* binding */ publicKeyIn),
/* harmony export */   od: () => (/* binding */ seal),
/* harmony export */   qs: () => (/* binding */ loadSealing)
/* harmony export */ });
/* harmony import */ var _services_connection_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9538);

/**
 * Reads a public key from GitHub's answer.
 * @throws {ConnectionError} where there is none in it: something in between may have answered
 */
function publicKeyIn(data) {
    const { key_id, key } = (data ?? {});
    if (typeof key_id === 'string' && typeof key === 'string')
        return { id: key_id, key };
    throw new _services_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc("GitHub's answer is not what GitHub answers: there is no public key in it");
}
/** Loads what seals: the largest part of the action, which a run that writes nothing does without. */
async function loadSealing() {
    const { default: sodium } = await __nccwpck_require__.e(/* import() */ 768).then(__nccwpck_require__.bind(__nccwpck_require__, 4768));
    await sodium.ready;
    return sodium;
}
/**
 * Seals a value so that only GitHub can open it (libsodium's sealed box).
 * @returns the box in base64
 * @throws when the public key is not one
 */
async function seal(value, publicKey) {
    const sodium = await loadSealing();
    const key = Buffer.from(publicKey.key, 'base64');
    if (key.length !== sodium.crypto_box_PUBLICKEYBYTES)
        throw new Error('GitHub gave a public key of the wrong length');
    const box = sodium.crypto_box_seal(Buffer.from(value, 'utf8'), key);
    return Buffer.from(box).toString('base64');
}


/***/ }),

/***/ 9572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ createMasker)
/* harmony export */ });
const SHORTEST = 4;
/** @param setSecret what registers one value with the runner: `setSecret` of `@actions/core` */
function createMasker(setSecret) {
    const known = new Set();
    // The longest first: a value that contains another one must go as a whole.
    let sorted = [];
    return {
        mask: (value) => {
            for (const form of formsOf(value)) {
                if (form.length < SHORTEST || known.has(form))
                    continue;
                known.add(form);
                setSecret(form);
            }
            sorted = [...known].sort((a, b) => b.length - a.length);
        },
        redact: (text) => sorted.reduce((redacted, form) => redacted.replaceAll(form, '***'), text),
    };
}
/** The forms in which a value would still be readable to whoever finds it in a log. */
function formsOf(value) {
    // Without this, a value of three characters would bring in its base64, which has four.
    if (value.trim().length < SHORTEST)
        return [];
    // Line breaks of a private key are often written as `\n`, and turned into real ones where it is used.
    const broken = value.replaceAll(/(?:\\r)?\\n/g, '\n');
    const lines = broken.split(/\r\n|[\r\n]/).filter((line) => line.trim().length >= SHORTEST);
    return [...new Set([value, broken, ...lines])].flatMap((text) => [
        text,
        JSON.stringify(text).slice(1, -1),
        ...base64FormsOf(text),
    ]);
}
/**
 * Base64 turns three bytes into four characters, so what a value looks like inside a longer encoded text (Secret
 * Manager's `data`, a bundle in JSON) depends on where it begins: there are three such forms. Each is cut to the
 * characters that the value alone decides. The runner derives the like from each mask; other engines do not, and
 * neither would `redact`.
 */
function base64FormsOf(text) {
    const bytes = Buffer.from(text, 'utf8');
    const inside = [0, 1, 2].map((offset) => {
        const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
        const first = Math.ceil((offset * 8) / 6);
        const end = Math.floor(((offset + bytes.length) * 8) / 6);
        return encoded.slice(first, end);
    });
    const standard = [bytes.toString('base64'), ...inside];
    const urlSafe = standard.map((form) => form.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
    return [...standard, ...urlSafe];
}


/***/ }),

/***/ 91:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ neutralise),
/* harmony export */   G: () => (/* binding */ neutraliseMarkdown)
/* harmony export */ });
/** How much of one foreign text a log line may hold, in UTF-16 code units. */
const LOG_LENGTH = 500;
/** The shortest limit that leaves room for the words that say how much was cut. */
const SHORTEST_LIMIT = 64;
// What terminals obey: colours and cursor (CSI), titles and links (OSC and its kin), two-character escapes. The
// platform's own stripVTControlCharacters needs seconds for a text made to slow it down; this one is linear.
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const TERMINAL = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g;
// Characters that are drawn as nothing: bidirectional controls, zero-width characters, variation selectors, tags.
// They hide text from a reader, and a comparison by a culture's rules, as .NET (the runner) makes it by default,
// skips them: `#<soft hyphen>#[` would be `##[` to it.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
// C0 and C1 controls (every line break of ASCII and Latin-1 among them), Unicode's line and paragraph separators.
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const UNASSIGNED = /\p{Cn}/gu;
/**
 * Makes text from elsewhere (a vendor's message, a description, a name) fit to be printed to the runner's log: one
 * line, nothing invisible, no terminal sequence, and no workflow command. The runner obeys `::name …` where a line
 * begins and `##[name]…` anywhere, so both are broken wherever they stand: `: :`, `## [`. Applying it twice changes
 * nothing more.
 *
 * @param options.maxLength at most so many UTF-16 code units come out (at least 64; default 500); what is cut is said
 */
function neutralise(text, options = {}) {
    const limit = Math.max(options.maxLength ?? LOG_LENGTH, SHORTEST_LIMIT);
    const line = text
        .toWellFormed()
        .replace(TERMINAL, '')
        .replace(INVISIBLE, '')
        .replace(UNASSIGNED, '\ufffd')
        .replace(BREAKS, ' ')
        // Last, because what was taken out above may have stood between two colons.
        .replace(/:(?=:)/g, ': ')
        .replace(/##\[/g, '## [')
        .trim();
    return line.length <= limit ? line : cut(line, limit);
}
function cut(line, limit) {
    // Room for the longest number that the note can hold; half of a surrogate pair at the end is dropped.
    const kept = line
        .slice(0, limit - 40)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();
    return `${kept}… (cut, ${line.length - kept.length} more characters)`;
}
// What has a meaning inside a line of GitHub's Markdown: HTML, tables, code, emphasis, links, images, headings and
// references, escapes, mathematics. A numeric reference is shown as the character and never taken for structure,
// in Markdown and in HTML alike (a backslash would be shown in HTML).
const INLINE = /[&<>|`*_[\]!~\\$#@]/g;
// What has a meaning where a line begins: lists, rules, underlines of headings.
const AT_START = /^(?:[-+=]|\d+[.)])/;
// GitHub's own filters look at the finished page, where a reference is its character again: mentions, addresses,
// issues, bare links, emoji. A zero-width space between keeps them off and is not seen.
const REFERENCES = /@(?=\S)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)|:(?=(?:[+-]1|100|1234|(?=[\d+-]*[a-z_])[\w+-]{1,40}):)/gi;
/**
 * Makes text from elsewhere fit to stand in the job summary: first `neutralise`, then nothing in it is Markdown,
 * HTML, a mention or a link, in a line, in a cell of a table, and between HTML tags (not inside of one).
 *
 * @param options as for `neutralise`; the length is that of what a reader sees
 */
function neutraliseMarkdown(text, options = {}) {
    return neutralise(text, options)
        .replace(REFERENCES, '$&\u200b')
        .replace(INLINE, reference)
        .replace(AT_START, (start) => start.slice(0, -1) + reference(start.slice(-1)));
}
function reference(character) {
    return `&#${character.charCodeAt(0)};`;
}


/***/ }),

/***/ 2413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  ExitCode: () => (/* binding */ ExitCode),
  addPath: () => (/* binding */ addPath),
  debug: () => (/* binding */ debug),
  endGroup: () => (/* binding */ endGroup),
  error: () => (/* binding */ error),
  exportVariable: () => (/* binding */ exportVariable),
  getBooleanInput: () => (/* binding */ getBooleanInput),
  getIDToken: () => (/* binding */ getIDToken),
  getInput: () => (/* binding */ getInput),
  getMultilineInput: () => (/* binding */ getMultilineInput),
  getState: () => (/* binding */ getState),
  group: () => (/* binding */ group),
  info: () => (/* binding */ info),
  isDebug: () => (/* binding */ isDebug),
  markdownSummary: () => (/* reexport */ markdownSummary),
  notice: () => (/* binding */ notice),
  platform: () => (/* reexport */ platform_namespaceObject),
  saveState: () => (/* binding */ saveState),
  setCommandEcho: () => (/* binding */ setCommandEcho),
  setFailed: () => (/* binding */ setFailed),
  setOutput: () => (/* binding */ setOutput),
  setSecret: () => (/* binding */ setSecret),
  startGroup: () => (/* binding */ startGroup),
  summary: () => (/* reexport */ summary),
  toPlatformPath: () => (/* reexport */ toPlatformPath),
  toPosixPath: () => (/* reexport */ toPosixPath),
  toWin32Path: () => (/* reexport */ toWin32Path),
  warning: () => (/* binding */ warning)
});

// NAMESPACE OBJECT: ./node_modules/@actions/core/lib/platform.js
var platform_namespaceObject = {};
__nccwpck_require__.r(platform_namespaceObject);
__nccwpck_require__.d(platform_namespaceObject, {
  arch: () => (arch),
  getDetails: () => (getDetails),
  isLinux: () => (isLinux),
  isMacOS: () => (isMacOS),
  isWindows: () => (isWindows),
  platform: () => (platform)
});

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: external "node:process"
var external_node_process_ = __nccwpck_require__(7721);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new external_node_process_.HttpClient('actions/oidc-client', [new external_node_process_.BearerCredentialHandler(OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return __awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return __awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = _summary;
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, external_path_namespaceObject.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield external_node_process_.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield external_node_process_.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield external_node_process_.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield external_node_process_.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${external_path_namespaceObject.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ }),

/***/ 7956:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  nC: () => (/* reexport */ API),
  I: () => (/* reexport */ standard_namespaceObject),
  eS: () => (/* reexport */ createAdvancedClient),
  vU: () => (/* reexport */ enrichForPagination),
  k9: () => (/* reexport */ json_isJSONObject),
  oh: () => (/* reexport */ marshalBlobToScwFile),
  Ix: () => (/* reexport */ resolveOneOf),
  Pt: () => (/* reexport */ toApiLocality),
  jG: () => (/* reexport */ marshalling_unmarshalArrayOfObject),
  gR: () => (/* reexport */ marshalling_unmarshalDate),
  _S: () => (/* reexport */ urlParams),
  pm: () => (/* reexport */ validatePathParam),
  US: () => (/* reexport */ withHTTPClient),
  oO: () => (/* reexport */ client_ini_factory_withProfile),
  fM: () => (/* reexport */ withUserAgent)
});

// UNUSED EXPORTS: AUTH_HEADER_KEY, Decimal, SESSION_HEADER_KEY, addAsyncHeaderInterceptor, authenticateWithSessionToken, createClient, createExponentialBackoffStrategy, enableConsoleLogger, marshalDecimal, marshalMoney, marshalScwFile, marshalTimeSeries, setLogger, tryAtIntervals, unmarshalAnyRes, unmarshalDecimal, unmarshalMapOfObject, unmarshalMoney, unmarshalScwFile, unmarshalServiceInfo, unmarshalTimeSeries, unmarshalTimeSeriesPoint, waitForResource, withAdditionalInterceptors, withDefaultPageSize, withUserAgentSuffix

// NAMESPACE OBJECT: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/index.js
var standard_namespaceObject = {};
__nccwpck_require__.r(standard_namespaceObject);
__nccwpck_require__.d(standard_namespaceObject, {
  IB: () => (DeniedAuthenticationError),
  Cb: () => (PermissionsDeniedError),
  nj: () => (QuotasExceededError)
});

;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/logger/level-resolver.js
var LevelResolver = /* @__PURE__ */ ((LevelResolver2) => {
  LevelResolver2[LevelResolver2["silent"] = 0] = "silent";
  LevelResolver2[LevelResolver2["error"] = 1] = "error";
  LevelResolver2[LevelResolver2["warn"] = 2] = "warn";
  LevelResolver2[LevelResolver2["info"] = 3] = "info";
  LevelResolver2[LevelResolver2["debug"] = 4] = "debug";
  return LevelResolver2;
})(LevelResolver || {});
const shouldLog = (currentLevel, level) => LevelResolver[level] <= currentLevel;


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/logger/console-logger.js

class console_logger_ConsoleLogger {
  constructor(logLevel, prefix = "", output = console) {
    this.logLevel = logLevel;
    this.prefix = prefix;
    this.output = output;
    this.level = LevelResolver[this.logLevel];
  }
  level;
  makeMethod(method) {
    return (message) => {
      if (shouldLog(this.level, method)) {
        this.output[method](this.prefix ? `${this.prefix} ${message}` : message);
      }
    };
  }
  debug = this.makeMethod("debug");
  error = this.makeMethod("error");
  info = this.makeMethod("info");
  warn = this.makeMethod("warn");
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/logger/index.js

let sdkLogger = new console_logger_ConsoleLogger("silent");
const setLogger = (logger) => {
  sdkLogger = logger;
};
const enableConsoleLogger = (logLevel = "warn", prefix = "scaleway-sdk-js:") => setLogger(new ConsoleLogger(logLevel, prefix));
const getLogger = () => sdkLogger;


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/helpers/json.js
const json_isJSONObject = (obj) => {
  const objT = typeof obj;
  return obj !== void 0 && obj !== null && objT !== "string" && objT !== "number" && objT !== "boolean" && !Array.isArray(obj) && objT === "object";
};
const camelize = (str) => {
  const strLength = str.length;
  if (strLength <= 0) {
    return str;
  }
  let out = "";
  for (let capNext = false, index = 0; index < strLength; index += 1) {
    const char = str.charAt(index);
    if (char >= "a" && char <= "z") {
      if (capNext) {
        out += char.toUpperCase();
      } else {
        out += char;
      }
    } else if (char >= "A" && char <= "Z") {
      out += char;
    } else if (char >= "0" && char <= "9") {
      out += char;
    }
    capNext = char === "_" || char === " " || char === "-" || char === ".";
  }
  return out.charAt(0).toLowerCase() + out.substring(1);
};
const json_camelizeKeys = (obj, ignoreKeys = []) => {
  if (Array.isArray(obj)) {
    return obj.map((v) => json_camelizeKeys(v, ignoreKeys));
  }
  if (obj && typeof obj === "object" && !(obj instanceof Date)) {
    return Object.entries(obj).reduce(
      (acc, [key, value]) => ({
        ...acc,
        [camelize(key)]: ignoreKeys.includes(key) ? value : json_camelizeKeys(value, ignoreKeys)
      }),
      {}
    );
  }
  return obj;
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/helpers/marshalling.js
function validatePathParam(name, param) {
  if (typeof param === "string" && param.length > 0) return param;
  if (typeof param === "number") return param.toString();
  throw new TypeError(`param ${name} cannot be empty in request`);
}
const resolveOneOf = (list, isRequired = false) => {
  const elt = list.find((obj) => obj.value !== void 0) ?? list.find((obj) => obj.default !== void 0);
  const value = elt?.value ?? elt?.default;
  if (elt && value !== void 0) {
    return { [elt.param]: value };
  }
  if (isRequired) {
    const keyList = list.map((obj) => obj.param).join(" or ");
    throw new TypeError(`one of ${keyList} must be indicated in the request`);
  }
  return {};
};
const urlParams = (...paramTuples) => {
  const params = new URLSearchParams();
  for (const [key, value] of paramTuples) {
    if (typeof key === "string" && value != null) {
      if (Array.isArray(value)) {
        for (const innerValue of value) {
          if (innerValue !== null) {
            params.append(
              key,
              innerValue instanceof Date ? innerValue.toISOString() : innerValue.toString()
            );
          }
        }
      } else {
        params.append(
          key,
          value instanceof Date ? value.toISOString() : value.toString()
        );
      }
    }
  }
  return params;
};
const marshalling_unmarshalDate = (data) => {
  if (typeof data !== "string") {
    return void 0;
  }
  const date = new Date(data);
  if (Number.isNaN(date.getTime())) {
    return void 0;
  }
  return date;
};
const marshalling_unmarshalArrayOfObject = (data, unmarshaller, emptyFallback = true) => {
  if (!Array.isArray(data)) {
    return emptyFallback ? [] : void 0;
  }
  return data.map((elt) => unmarshaller(elt));
};
const unmarshalMapOfObject = (data, unmarshaller, emptyFallback = true) => {
  if (!data || typeof data !== "object" || !(data instanceof Object) || Array.isArray(data)) {
    return emptyFallback ? {} : void 0;
  }
  return Object.entries(data).reduce(
    (acc, [key, value]) => ({
      ...acc,
      [key]: unmarshaller(value)
    }),
    {}
  );
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/api.js
class API {
  constructor(client) {
    this.client = client;
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/interceptors/helpers.js
const addHeaderInterceptor = (key, value) => ({ request }) => {
  const clone = request.clone();
  if (value !== void 0) {
    clone.headers.append(key, value);
  }
  return clone;
};
const helpers_addAsyncHeaderInterceptor = (key, getter) => async (request) => addHeaderInterceptor(key, await getter())(request);


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/validations/string-validation.js
const isAccessKeyRegex = /^SCW[A-Z0-9]{17}$/i;
const isRegionRegex = /^[a-z]{2}-[a-z]{3}$/i;
const isUUIDRegex = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/i;
const isZoneRegex = /^[a-z]{2}-[a-z]{3}-[1-9]$/i;
const isUUID = (str) => isUUIDRegex.test(str);
const isAccessKey = (str) => isAccessKeyRegex.test(str);
const isSecretKey = (str) => isUUID(str);
const isOrganizationId = (str) => isUUID(str);
const isProjectId = (str) => isUUID(str);
const isRegion = (str) => isRegionRegex.test(str);
const isZone = (str) => isZoneRegex.test(str);
const isURL = (str) => {
  let url;
  try {
    url = new URL(str);
  } catch {
    return false;
  }
  return url.protocol === "http:" || url.protocol === "https:";
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/client-ini-profile.js

const hasAuthenticationSecrets = (obj) => typeof obj.accessKey === "string" && obj.accessKey !== "" && typeof obj.secretKey === "string" && obj.secretKey !== "";
function assertValidAuthenticationSecrets(obj) {
  if (!(obj.accessKey && obj.secretKey)) {
    throw new Error(
      `Invalid secrets, accessKey & secretKey must be defined. See https://www.scaleway.com/en/docs/identity-and-access-management/iam/how-to/create-api-keys/`
    );
  }
  if (!isAccessKey(obj.accessKey)) {
    throw new Error(
      `Invalid access key format '${obj.accessKey}', expected SCWXXXXXXXXXXXXXXXXX format. See https://www.scaleway.com/en/docs/identity-and-access-management/iam/how-to/create-api-keys/`
    );
  }
  if (!isSecretKey(obj.secretKey)) {
    throw new Error(
      `Invalid secret key format '${obj.secretKey}', expected a UUID: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx. See https://www.scaleway.com/en/docs/identity-and-access-management/iam/how-to/create-api-keys/`
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/package.json.js
const version = "1.3.2";
const pkg = {
  version
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/constants.js

const { version: constants_version } = pkg;
const userAgent = `scaleway-sdk-js/${constants_version}`;
const constants_SESSION_HEADER_KEY = "x-session-token";
const AUTH_HEADER_KEY = "x-auth-token";


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/auth.js



const authenticateWithSessionToken = (getToken) => addAsyncHeaderInterceptor(SESSION_HEADER_KEY, getToken);
const authenticateWithSecrets = (secrets) => {
  assertValidAuthenticationSecrets(secrets);
  return addHeaderInterceptor(AUTH_HEADER_KEY, secrets.secretKey);
};
const obfuscateToken = (key) => `${key.substring(0, 5)}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`;
const obfuscateUUID = (key) => `${key.substring(0, 8)}-xxxx-xxxx-xxxx-xxxxxxxxxxxx`;
const obfuscateAuthHeadersEntry = ([
  name,
  value
]) => {
  if (name === constants_SESSION_HEADER_KEY) return [name, obfuscateToken(value)];
  if (name === AUTH_HEADER_KEY) return [name, obfuscateUUID(value)];
  return [name, value];
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/vendor/base64/index.js
var lookup = [];
var code = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (var i = 0, len = code.length; i < len; ++i) {
  lookup[i] = code[i];
}
function tripletToBase64(num) {
  return lookup[num >> 18 & 63] + lookup[num >> 12 & 63] + lookup[num >> 6 & 63] + lookup[num & 63];
}
function encodeChunk(uint8, start, end) {
  var tmp;
  var output = [];
  for (var i = start; i < end; i += 3) {
    tmp = (uint8[i] << 16 & 16711680) + (uint8[i + 1] << 8 & 65280) + (uint8[i + 2] & 255);
    output.push(tripletToBase64(tmp));
  }
  return output.join("");
}
function fromByteArray(uint8) {
  var tmp;
  var len = uint8.length;
  var extraBytes = len % 3;
  var parts = [];
  var maxChunkLength = 16383;
  for (var i = 0, len2 = len - extraBytes; i < len2; i += maxChunkLength) {
    parts.push(
      encodeChunk(
        uint8,
        i,
        i + maxChunkLength > len2 ? len2 : i + maxChunkLength
      )
    );
  }
  if (extraBytes === 1) {
    tmp = uint8[len - 1];
    parts.push(lookup[tmp >> 2] + lookup[tmp << 4 & 63] + "==");
  } else if (extraBytes === 2) {
    tmp = (uint8[len - 2] << 8) + uint8[len - 1];
    parts.push(
      lookup[tmp >> 10] + lookup[tmp >> 4 & 63] + lookup[tmp << 2 & 63] + "="
    );
  }
  return parts.join("");
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/custom-marshalling.js




const unmarshalMoney = (data) => {
  if (!isJSONObject(data)) {
    throw new TypeError(
      `Unmarshalling the type 'Money' failed as data isn't a dictionary.`
    );
  }
  return {
    currencyCode: data.currency_code,
    nanos: data.nanos,
    units: data.units
  };
};
const unmarshalServiceInfo = (data) => {
  if (!isJSONObject(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ServiceInfo' failed as data isn't a dictionary.`
    );
  }
  return {
    description: data.description,
    documentationUrl: data.documentation_url,
    name: data.name,
    version: data.version
  };
};
const unmarshalScwFile = (data) => {
  if (!isJSONObject(data)) {
    throw new TypeError(
      `Unmarshalling the type 'ScwFile' failed as data isn't a dictionary.`
    );
  }
  return {
    content: data.content,
    contentType: data.content_type,
    name: data.name
  };
};
const unmarshalTimeSeriesPoint = (data) => {
  if (!Array.isArray(data)) {
    throw new TypeError(
      `Unmarshalling the type 'TimeSeriesPoint' failed as data isn't an array.`
    );
  }
  return {
    timestamp: unmarshalDate(data[0]),
    value: data[1]
  };
};
const unmarshalTimeSeries = (data) => {
  if (!isJSONObject(data)) {
    throw new TypeError(
      `Unmarshalling the type 'TimeSeries' failed as data isn't a dictionary.`
    );
  }
  return {
    metadata: data.metadata,
    name: data.name,
    points: unmarshalArrayOfObject(data.points, unmarshalTimeSeriesPoint)
  };
};
const unmarshalDecimal = (data) => {
  if (!(typeof data === "object")) {
    throw new TypeError(
      `Unmarshalling the type 'Decimal' failed as data isn't an object.`
    );
  }
  if (data === null) {
    return null;
  }
  if (!("value" in data)) {
    throw new TypeError(
      `Unmarshalling the type 'Decimal' failed as data object does not have a 'value' key.`
    );
  }
  if (!(typeof data.value === "string")) {
    throw new TypeError(
      `Unmarshalling the type 'Decimal' failed as 'value' is not a string.`
    );
  }
  return new Decimal(data.value);
};
const marshalScwFile = (obj) => ({
  content: obj.content,
  content_type: obj.contentType,
  name: obj.name
});
const marshalBlobToScwFile = async (blob) => ({
  content: fromByteArray(new Uint8Array(await blob.arrayBuffer())),
  content_type: blob.type,
  name: "file"
});
const marshalMoney = (obj) => ({
  currency_code: obj.currencyCode,
  nanos: obj.nanos,
  units: obj.units
});
const marshalTimeSeriesPoint = (obj) => ({
  timestamp: obj.timestamp?.toISOString(),
  value: obj.value
});
const marshalTimeSeries = (obj) => ({
  metadata: obj.metadata,
  name: obj.name,
  points: obj.points.map((elt) => marshalTimeSeriesPoint(elt))
});
const marshalDecimal = (obj) => ({
  value: obj.toString()
});
const unmarshalDates = (obj, keys) => {
  if (Array.isArray(obj)) {
    return obj.map((v) => unmarshalDates(v, keys));
  }
  if (obj && typeof obj === "object") {
    return Object.entries(obj).reduce(
      (acc, [key, value]) => ({
        ...acc,
        [key]: typeof value === "string" && keys.includes(key) ? new Date(value) : unmarshalDates(value, keys)
      }),
      {}
    );
  }
  return obj;
};
const unmarshalAnyRes = (obj, ignoreKeys = [], dateKeys) => {
  if (!isJSONObject(obj)) {
    throw new TypeError(`Data isn't a dictionary.`);
  }
  return camelizeKeys(
    dateKeys && dateKeys.length > 0 ? unmarshalDates(obj, dateKeys) : obj,
    ignoreKeys
  );
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/fetch/resource-paginator.js
const extract = (key) => (result) => result[key];
function* pages(key, fetcher, request, firstPage) {
  if (!Array.isArray(firstPage[key])) {
    throw new Error(`Property ${key} is not a list in paginated result`);
  }
  const getList = extract(key);
  let page = request.page || 1;
  if (page === 1) {
    yield Promise.resolve(getList(firstPage));
    page += 1;
  }
  const { length } = firstPage[key];
  if (!length) return;
  const { totalCount } = firstPage;
  while (page <= Math.floor((totalCount + length - 1) / length)) {
    yield fetcher({ ...request, page }).then(getList);
    page += 1;
  }
}
async function* fetchPaginated(key, fetcher, request, initial = fetcher(request)) {
  yield* pages(key, fetcher, request, await initial);
}
const fetchAll = async (key, fetcher, request, initial = fetcher(request)) => (await Promise.all(Array.from(pages(key, fetcher, request, await initial)))).flat();
const enrichForPagination = (key, fetcher, request) => {
  const firstPage = fetcher(request);
  return Object.assign(firstPage, {
    all: () => fetchAll(key, fetcher, request, firstPage),
    [Symbol.asyncIterator]: () => fetchPaginated(key, fetcher, request, firstPage)
  });
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/client-ini-factory.js


const client_ini_factory_withProfile = (profile) => (settings) => {
  const newSettings = { ...settings };
  if (profile.apiURL) {
    newSettings.apiURL = profile.apiURL;
  }
  if (profile.defaultOrganizationId) {
    newSettings.defaultOrganizationId = profile.defaultOrganizationId;
  }
  if (profile.defaultProjectId) {
    newSettings.defaultProjectId = profile.defaultProjectId;
  }
  if (profile.defaultRegion) {
    newSettings.defaultRegion = profile.defaultRegion;
  }
  if (profile.defaultZone) {
    newSettings.defaultZone = profile.defaultZone;
  }
  if (hasAuthenticationSecrets(profile)) {
    newSettings.interceptors = [
      {
        request: authenticateWithSecrets(profile)
      },
      ...newSettings.interceptors
    ];
  }
  return newSettings;
};
const withHTTPClient = (httpClient) => (settings) => ({ ...settings, httpClient });
const withDefaultPageSize = (defaultPageSize) => (settings) => ({ ...settings, defaultPageSize });
const withUserAgent = (userAgent) => (settings) => ({ ...settings, userAgent });
const withUserAgentSuffix = (userAgent) => (settings) => ({
  ...settings,
  userAgent: settings.userAgent ? `${settings.userAgent} ${userAgent}` : userAgent
});
const client_ini_factory_withAdditionalInterceptors = (interceptors) => (settings) => ({
  ...settings,
  interceptors: settings.interceptors.concat(interceptors)
});
const withLegacyInterceptors = () => (settings) => {
  if (!settings.requestInterceptors && !settings.responseInterceptors) {
    return settings;
  }
  const allInterceptors = settings.interceptors.concat(
    (settings.requestInterceptors ?? []).map((obj) => ({
      request: obj
    })),
    (settings.responseInterceptors ?? []).map((obj) => ({
      response: obj
    }))
  );
  return {
    ...settings,
    interceptors: allInterceptors
  };
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/client-settings.js

const assertValidSettings = (obj) => {
  if (obj.defaultOrganizationId !== void 0) {
    if (typeof obj.defaultOrganizationId !== "string" || obj.defaultOrganizationId.length === 0) {
      throw new Error("Default organization ID cannot be empty");
    }
    if (!isOrganizationId(obj.defaultOrganizationId)) {
      throw new Error(
        `Invalid organization ID format '${obj.defaultOrganizationId}', expected a UUID: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`
      );
    }
  }
  if (obj.defaultProjectId !== void 0) {
    if (typeof obj.defaultProjectId !== "string" || obj.defaultProjectId.length === 0) {
      throw new Error("Default project ID cannot be empty");
    }
    if (!isProjectId(obj.defaultProjectId)) {
      throw new Error(
        `Invalid project ID format '${obj.defaultProjectId}', expected a UUID: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`
      );
    }
  }
  if (obj.defaultRegion && !isRegion(obj.defaultRegion)) {
    throw new Error(`Invalid default region format '${obj.defaultRegion}'`);
  }
  if (obj.defaultZone && !isZone(obj.defaultZone)) {
    throw new Error(`Invalid default zone format '${obj.defaultZone}'`);
  }
  if (obj.apiURL && !isURL(obj.apiURL)) {
    throw new Error(`Invalid URL ${obj.apiURL}`);
  }
  if (obj.apiURL?.endsWith("/")) {
    throw new Error(
      `Invalid URL ${obj.apiURL}: it should not have a trailing slash`
    );
  }
  if (typeof obj.httpClient !== typeof fetch) {
    throw new Error(`Invalid HTTP Client`);
  }
  if (obj.defaultPageSize !== void 0 && (typeof obj.defaultPageSize !== "number" || Number.isNaN(obj.defaultPageSize) || obj.defaultPageSize <= 0)) {
    throw new Error(
      `Invalid defaultPageSize ${obj.defaultPageSize}: it should be a number above 0`
    );
  }
  if (typeof obj.userAgent !== "string") {
    throw new Error(`Invalid User-Agent`);
  }
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/helpers/is-browser.js
const isBrowser = () => typeof window !== "undefined" && typeof window.document !== "undefined";


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/internal/interceptors/composer.js
const composeRequestInterceptors = (interceptors) => async (request) => interceptors.reduce(
  async (asyncResult, interceptor) => interceptor({ request: await asyncResult }),
  Promise.resolve(request)
);
const composeResponseInterceptors = (interceptors) => async (response) => interceptors.reduce(
  async (asyncResult, interceptor) => interceptor({ response: await asyncResult }),
  Promise.resolve(response)
);
const composeResponseErrorInterceptors = (interceptors) => async (request, error) => {
  let prevError = error;
  for (const interceptor of interceptors) {
    try {
      const res = await interceptor({ request, error: prevError });
      return res;
    } catch (err) {
      prevError = err;
    }
  }
  throw prevError;
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/fetch/http-dumper.js
const toPascalCase = (str) => str.replace(
  /\w+/g,
  (word) => `${word[0].toUpperCase()}${word.slice(1).toLowerCase()}`
);
const serializeHeadersEntry = ([name, value]) => `${toPascalCase(name)}: ${value}`;
const serializeHeaders = (headers) => Array.from(headers.entries(), serializeHeadersEntry);
const dumpRequest = async (request) => [
  `${request.method.toUpperCase()}: ${request.url}`,
  ...serializeHeaders(request.headers),
  await request.clone().text()
].join("\r\n");
const dumpResponse = async (response) => [
  `HTTP ${response.status} ${response.ok ? "OK" : "NOK"}`,
  ...serializeHeaders(response.headers),
  await response.clone().text()
].join("\r\n");


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/fetch/http-interceptors.js



class ObfuscatedRequest extends Request {
  constructor(request, obfuscate) {
    super(request);
    this.request = request;
    this.obfuscate = obfuscate;
  }
  get headers() {
    return new Headers(Array.from(this.request.headers, this.obfuscate));
  }
  clone() {
    return new ObfuscatedRequest(this.request, this.obfuscate);
  }
}
const obfuscateInterceptor = (obfuscate) => ({ request }) => new ObfuscatedRequest(request, obfuscate);
const identity = ({ request }) => request;
const logRequest = (identifier, obfuscate = identity) => async ({ request }) => {
  if (shouldLog(LevelResolver[getLogger().logLevel], "debug")) {
    getLogger().debug(
      `--------------- Scaleway SDK REQUEST ${identifier} ---------------
${await dumpRequest(await obfuscate({ request }))}
---------------------------------------------------------`
    );
  }
  return request;
};
const logResponse = (identifier) => async ({ response }) => {
  if (shouldLog(LevelResolver[getLogger().logLevel], "debug")) {
    getLogger().debug(
      `--------------- Scaleway SDK RESPONSE ${identifier} ---------------
${await dumpResponse(response)}
---------------------------------------------------------`
    );
  }
  return response;
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/helpers/is-response.js
const isResponse = (obj) => obj !== null && obj !== void 0 && typeof obj === "object" && "status" in obj && typeof obj.status === "number" && "statusText" in obj && typeof obj.statusText === "string" && "headers" in obj && typeof obj.headers === "object" && "body" in obj && typeof obj.body !== "undefined";


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/types.js

const isRecordOfStringArray = (obj) => {
  if (!json_isJSONObject(obj)) {
    return false;
  }
  for (const elt of Object.values(obj)) {
    if (!Array.isArray(elt) || Object.values(elt).find((x) => typeof x !== "string") !== void 0) {
      return false;
    }
  }
  return true;
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/scw-error.js


const buildDefaultMessage = (status, body) => {
  const message = [`http error ${status}`];
  if (typeof body === "string") {
    message.push(body);
  } else if (json_isJSONObject(body)) {
    if (typeof body.resource === "string") {
      message.push(`resource ${body.resource}`);
    }
    if (typeof body.message === "string") {
      message.push(body.message);
    }
    if (body.fields && isRecordOfStringArray(body.fields)) {
      message.push(
        Object.entries(body.fields).map(([name, list]) => `${name} (${list.join(", ")})`).join(", ")
      );
    }
  }
  return message.join(": ");
};
class ScalewayError extends Error {
  constructor(status, body, message = buildDefaultMessage(status, body)) {
    super(message);
    this.status = status;
    this.body = body;
    this.message = message;
    this.name = "ScalewayError";
    this.rawMessage = typeof body === "object" && typeof body.message === "string" ? body.message : void 0;
    Object.setPrototypeOf(this, new.target.prototype);
  }
  /** The message originating from the payload. */
  rawMessage;
  static fromJSON(status, obj) {
    return new ScalewayError(status, obj);
  }
  toString() {
    return `${this.name}: ${this.message}`;
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/invalid-arguments-error.js


const buildMessage = (list) => {
  const invalidArgs = list.reduce((acc, details) => {
    let readableReason = "";
    switch (details.reason) {
      case "required":
        readableReason = `is required`;
        break;
      case "format":
        readableReason = `is wrongly formatted`;
        break;
      case "constraint":
        readableReason = `does not respect constraint`;
        break;
      default:
        readableReason = `is invalid for unexpected reason`;
        break;
    }
    if (details.helpMessage && details.helpMessage.length > 0) {
      readableReason = readableReason.concat(`, `, details.helpMessage);
    }
    acc.push(`${details.argumentName} ${readableReason}`);
    return acc;
  }, []);
  return `invalid argument(s): ${invalidArgs.join("; ")}`;
};
class InvalidArgumentsError extends ScalewayError {
  constructor(status, body, details) {
    super(status, body, buildMessage(details));
    this.status = status;
    this.body = body;
    this.details = details;
    this.name = "InvalidArgumentsError";
  }
  static fromJSON(status, obj) {
    if (!Array.isArray(obj.details)) return null;
    return new InvalidArgumentsError(
      status,
      obj,
      obj.details.reduce(
        (list, detail) => json_isJSONObject(detail) && typeof detail.argument_name === "string" && typeof detail.reason === "string" ? list.concat({
          argumentName: detail.argument_name,
          helpMessage: typeof detail.help_message === "string" ? detail.help_message : void 0,
          reason: detail.reason
        }) : list,
        []
      )
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/quotas-exceeded-error.js


const quotas_exceeded_error_buildMessage = (list) => `quota(s) exceeded: ${list.map((details) => {
  const message = `Quotas reached: You have reached the maximum number of ${details.resource} authorized by your Organization. Access the quotas page from your Organization dashboard to manage quotas.`;
  return details.scope ? `${message} for ${details.scope.kind} '${details.scope.id}'` : message;
}).join("; ")}`;
const buildScope = (detail) => {
  if (typeof detail.organization_id === "string" && detail.organization_id.length) {
    return { id: detail.organization_id, kind: "organization" };
  }
  if (typeof detail.project_id === "string" && detail.project_id.length) {
    return { id: detail.project_id, kind: "project" };
  }
  return void 0;
};
class QuotasExceededError extends ScalewayError {
  constructor(status, body, list) {
    super(status, body, quotas_exceeded_error_buildMessage(list));
    this.status = status;
    this.body = body;
    this.list = list;
    this.name = "QuotasExceededError";
  }
  static fromJSON(status, obj) {
    if (!Array.isArray(obj.details)) return null;
    return new QuotasExceededError(
      status,
      obj,
      obj.details.reduce(
        (list, detail) => json_isJSONObject(detail) && typeof detail.resource === "string" && typeof detail.quota === "number" && typeof detail.current === "number" ? list.concat({
          current: detail.current,
          quota: detail.quota,
          resource: detail.resource,
          scope: buildScope(detail)
        }) : list,
        []
      )
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/non-standard/invalid-request-mapper.js




class InvalidRequestMapper {
  static fromJSON(status, obj) {
    if (typeof obj.message === "string" && obj.message.toLowerCase().includes("quota exceeded for this resource")) {
      return new QuotasExceededError(status, obj, [
        {
          current: 0,
          quota: 0,
          resource: typeof obj.resource === "string" ? obj.resource : ""
        }
      ]);
    }
    const fields = obj.fields && isRecordOfStringArray(obj.fields) ? obj.fields : {};
    const fieldsMessages = Object.entries(fields);
    if (fieldsMessages.length) {
      return new InvalidArgumentsError(
        status,
        obj,
        fieldsMessages.map(
          ([argumentName, messages]) => messages.map((helpMessage) => ({
            argumentName,
            helpMessage,
            reason: "constraint"
          }))
        ).flat()
      );
    }
    return new ScalewayError(status, obj);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/resource-not-found-error.js

class ResourceNotFoundError extends ScalewayError {
  constructor(status, body, resource, resourceId) {
    super(
      status,
      body,
      `resource ${resource} with ID ${resourceId} is not found`
    );
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.resourceId = resourceId;
    this.name = "ResourceNotFoundError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string" || typeof obj.resource_id !== "string") {
      return null;
    }
    return new ResourceNotFoundError(status, obj, obj.resource, obj.resource_id);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/non-standard/unknown-resource-mapper.js



class UnknownResourceMapper {
  static fromJSON(status, obj) {
    const messageParts = typeof obj.message === "string" ? obj.message.split(/"|'/) : [];
    if (messageParts.length === 3 && isUUID(messageParts[1])) {
      return new ResourceNotFoundError(
        status,
        obj,
        // transform `Security group ` to `security_group`
        // `.replaceAll()` may be too recent to use yet.
        // that's why we're using `.split(' ').join('_')` for now.
        messageParts[0].trim().toLowerCase().split(" ").join("_"),
        messageParts[1]
      );
    }
    return new ScalewayError(status, obj);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/already-exists-error.js

class AlreadyExistsError extends ScalewayError {
  constructor(status, body, resource, resourceId, helpMessage) {
    super(
      status,
      body,
      `resource ${resource} with ID ${resourceId} already exists: ${helpMessage}`
    );
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.resourceId = resourceId;
    this.helpMessage = helpMessage;
    this.name = "AlreadyExistsError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string" || typeof obj.resource_id !== "string" || typeof obj.help_message !== "string") {
      return null;
    }
    return new AlreadyExistsError(
      status,
      obj,
      obj.resource,
      obj.resource_id,
      obj.help_message
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/denied-authentication-error.js

const denied_authentication_error_buildMessage = (method, reason) => {
  let reasonDesc;
  switch (reason) {
    case "invalid_argument":
      reasonDesc = `invalid ${method} format or empty value`;
      break;
    case "not_found":
      reasonDesc = `${method} does not exist`;
      break;
    case "expired":
      reasonDesc = `${method} is expired`;
      break;
    default:
      reasonDesc = `unknown reason for ${method}`;
  }
  return `denied authentication: ${reasonDesc}`;
};
class DeniedAuthenticationError extends ScalewayError {
  constructor(status, body, method, reason) {
    super(status, body, denied_authentication_error_buildMessage(method, reason));
    this.status = status;
    this.body = body;
    this.method = method;
    this.reason = reason;
    this.name = "DeniedAuthenticationError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.method !== "string" || typeof obj.reason !== "string") {
      return null;
    }
    return new DeniedAuthenticationError(status, obj, obj.method, obj.reason);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/out-of-stock-error.js

class OutOfStockError extends ScalewayError {
  constructor(status, body, resource) {
    super(status, body, `resource ${resource} is out of stock`);
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.name = "OutOfStockError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string") return null;
    return new OutOfStockError(status, obj, obj.resource);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/permissions-denied-error.js


const permissions_denied_error_buildMessage = (list) => `insufficient permissions: ${list.map(({ action, resource }) => `${action} ${resource}`).join("; ")}`;
class PermissionsDeniedError extends ScalewayError {
  constructor(status, body, list) {
    super(status, body, permissions_denied_error_buildMessage(list));
    this.status = status;
    this.body = body;
    this.list = list;
    this.name = "PermissionsDeniedError";
  }
  static fromJSON(status, obj) {
    if (!Array.isArray(obj.details)) return null;
    return new PermissionsDeniedError(
      status,
      obj,
      obj.details.reduce(
        (list, detail) => json_isJSONObject(detail) && typeof detail.resource === "string" && typeof detail.action === "string" ? list.concat({
          action: detail.action,
          resource: detail.resource
        }) : list,
        []
      )
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/precondition-failed-error.js

const precondition_failed_error_buildMessage = (precondition, helpMessage) => {
  let message = `precondition failed: ${precondition}`;
  if (typeof helpMessage === "string" && helpMessage.length > 0) {
    message = message.concat(", ", helpMessage);
  }
  return message;
};
class PreconditionFailedError extends ScalewayError {
  constructor(status, body, precondition, helpMessage) {
    super(status, body, precondition_failed_error_buildMessage(precondition, helpMessage));
    this.status = status;
    this.body = body;
    this.precondition = precondition;
    this.helpMessage = helpMessage;
    this.name = "PreconditionFailedError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.precondition !== "string" || typeof obj.help_message !== "string") {
      return null;
    }
    return new PreconditionFailedError(
      status,
      obj,
      obj.precondition,
      obj.help_message
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/resource-expired-error.js

class ResourceExpiredError extends ScalewayError {
  constructor(status, body, resource, resourceId, expiredSince) {
    super(
      status,
      body,
      `resource ${resource} with ID ${resourceId} expired since ${expiredSince.toISOString()}`
    );
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.resourceId = resourceId;
    this.expiredSince = expiredSince;
    this.name = "ResourceExpiredError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string" || typeof obj.resource_id !== "string" || typeof obj.expired_since !== "string") {
      return null;
    }
    return new ResourceExpiredError(
      status,
      obj,
      obj.resource,
      obj.resource_id,
      new Date(obj.expired_since)
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/resource-locked-error.js

class ResourceLockedError extends ScalewayError {
  constructor(status, body, resource, resourceId) {
    super(status, body, `resource ${resource} with ID ${resourceId} is locked`);
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.resourceId = resourceId;
    this.name = "ResourceLockedError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string" || typeof obj.resource_id !== "string") {
      return null;
    }
    return new ResourceLockedError(status, obj, obj.resource, obj.resource_id);
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/too-many-requests-error.js


const too_many_requests_error_buildMessage = (helpMessage, limit, resetSeconds, resetAt) => {
  const details = [];
  if (limit) {
    if (limit.windowSeconds) {
      details.push(`quota is ${limit.quota} for ${limit.windowSeconds}s`);
    } else {
      details.push(`quota is ${limit.quota}`);
    }
  }
  if (resetSeconds) {
    details.push(`resets in ${resetSeconds}s`);
  } else if (resetAt) {
    details.push(`resets at ${resetAt.toISOString()}`);
  }
  let output = `too many requests`;
  if (details.length > 0) {
    output += ` (${details.join(", ")})`;
  }
  if (helpMessage.length > 0) {
    output += `: ${helpMessage}`;
  }
  return output;
};
class TooManyRequestsError extends ScalewayError {
  constructor(status, body, helpMessage, limit, resetSeconds, resetAt) {
    super(status, body, too_many_requests_error_buildMessage(helpMessage, limit, resetSeconds, resetAt));
    this.status = status;
    this.body = body;
    this.helpMessage = helpMessage;
    this.limit = limit;
    this.resetSeconds = resetSeconds;
    this.resetAt = resetAt;
    this.name = "TooManyRequestsError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.help_message !== "string") return null;
    let limit;
    if (json_isJSONObject(obj.limit) && typeof obj.limit.quota === "number") {
      limit = {
        quota: obj.limit.quota,
        windowSeconds: typeof obj.limit.window_seconds === "number" ? obj.limit.window_seconds : void 0
      };
    }
    return new TooManyRequestsError(
      status,
      obj,
      obj.help_message,
      limit,
      typeof obj.reset_seconds === "number" ? obj.reset_seconds : void 0,
      typeof obj.reset_at === "string" ? new Date(obj.reset_at) : void 0
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/transient-state-error.js

class TransientStateError extends ScalewayError {
  constructor(status, body, resource, resourceId, currentState) {
    super(
      status,
      body,
      `resource ${resource} with ID ${resourceId} is in a transient state: ${currentState}`
    );
    this.status = status;
    this.body = body;
    this.resource = resource;
    this.resourceId = resourceId;
    this.currentState = currentState;
    this.name = "TransientStateError";
  }
  static fromJSON(status, obj) {
    if (typeof obj.resource !== "string" || typeof obj.resource_id !== "string" || typeof obj.current_state !== "string") {
      return null;
    }
    return new TransientStateError(
      status,
      obj,
      obj.resource,
      obj.resource_id,
      obj.current_state
    );
  }
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/error-parser.js















const unmarshalStandardError = (type, status, body) => {
  let error;
  switch (type) {
    case "denied_authentication":
      error = DeniedAuthenticationError;
      break;
    case "invalid_arguments":
      error = InvalidArgumentsError;
      break;
    case "out_of_stock":
      error = OutOfStockError;
      break;
    case "permissions_denied":
      error = PermissionsDeniedError;
      break;
    case "precondition_failed":
      error = PreconditionFailedError;
      break;
    case "quotas_exceeded":
      error = QuotasExceededError;
      break;
    case "expired":
      error = ResourceExpiredError;
      break;
    case "not_found":
      error = ResourceNotFoundError;
      break;
    case "locked":
      error = ResourceLockedError;
      break;
    case "transient_state":
      error = TransientStateError;
      break;
    case "already_exists":
      error = AlreadyExistsError;
      break;
    case "too_many_requests":
      error = TooManyRequestsError;
      break;
    default:
      return null;
  }
  return error.fromJSON(status, body);
};
const unmarshalNonStandardError = (type, status, body) => {
  switch (type) {
    case "unknown_resource":
      return UnknownResourceMapper.fromJSON(status, body);
    case "invalid_request_error":
      return InvalidRequestMapper.fromJSON(status, body);
    default:
      return null;
  }
};
const parseScalewayError = (status, body) => {
  const parsableError = typeof body.type === "string" && (unmarshalStandardError(body.type, status, body) ?? unmarshalNonStandardError(body.type, status, body));
  return parsableError || new ScalewayError(status, body);
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/fetch/response-parser.js




const X_TOTAL_COUNT_HEADER_KEY = "x-total-count";
const TOTAL_COUNT_RES_KEY = "total_count";
const fixLegacyTotalCount = (obj, headers) => {
  const headerVal = headers.get(X_TOTAL_COUNT_HEADER_KEY);
  if (!headerVal) {
    return obj;
  }
  const totalCount = parseInt(headerVal, 10);
  if (Number.isNaN(totalCount)) {
    return obj;
  }
  if (json_isJSONObject(obj) && !(TOTAL_COUNT_RES_KEY in obj)) {
    return Object.assign(obj, { [TOTAL_COUNT_RES_KEY]: totalCount });
  }
  return obj;
};
const responseParser = (unmarshaller, responseType) => async (response) => {
  if (!isResponse(response)) {
    throw new TypeError("Invalid response object");
  }
  if (response.ok) {
    if (response.status === 204) return unmarshaller(void 0);
    const contentType = response.headers.get("Content-Type");
    try {
      if (responseType === "json" && contentType === "application/json") {
        return unmarshaller(
          fixLegacyTotalCount(await response.json(), response.headers)
        );
      }
      if (responseType === "blob") {
        return unmarshaller(await response.blob());
      }
      return unmarshaller(await response.text());
    } catch (err) {
      throw new ScalewayError(
        response.status,
        `could not parse '${contentType ?? ""}' response${err instanceof Error ? `: ${err.message}` : ""}`
      );
    }
  }
  const error = await response.clone().json().catch(() => response.text());
  if (json_isJSONObject(error)) throw parseScalewayError(response.status, error);
  throw new ScalewayError(
    response.status,
    typeof error === "string" ? error : "cannot read error response body"
  );
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/fetch/build-fetcher.js





const buildRequest = (request, settings) => {
  let { path } = request;
  if (request.urlParams instanceof URLSearchParams) {
    path = path.concat(`?${request.urlParams.toString()}`);
  }
  return new Request(`${settings.apiURL}${path}`, {
    body: request.body,
    headers: {
      Accept: "application/json",
      .../* istanbul ignore next */
      !isBrowser() ? { "User-Agent": settings.userAgent } : {},
      ...request.headers
    },
    method: request.method
  });
};
const asIs = (response) => response;
const buildFetcher = (settings, httpClient) => {
  let requestNumber = 0;
  const prepareRequest = (requestId) => composeRequestInterceptors([
    ...settings.interceptors.map((obj) => obj.request).filter((obj) => obj),
    logRequest(requestId, obfuscateInterceptor(obfuscateAuthHeadersEntry))
  ]);
  const prepareResponse = (requestId) => composeResponseInterceptors([
    ...settings.interceptors.map((obj) => obj.response).filter((obj) => obj),
    logResponse(requestId)
  ]);
  const prepareResponseErrors = () => composeResponseErrorInterceptors(
    settings.interceptors.map((obj) => obj.responseError).filter((obj) => obj)
  );
  return async (request, unwrapper = asIs) => {
    const requestId = `${requestNumber += 1}`;
    const reqInterceptors = prepareRequest(requestId);
    const finalRequest = await reqInterceptors(buildRequest(request, settings));
    try {
      const response = await httpClient(finalRequest);
      const resInterceptors = prepareResponse(requestId);
      const finalResponse = await resInterceptors(response);
      const resUnmarshaller = responseParser(
        unwrapper,
        request.responseType ?? "json"
      );
      const unmarshaledResponse = await resUnmarshaller(finalResponse);
      return unmarshaledResponse;
    } catch (err) {
      const resErrorInterceptors = prepareResponseErrors();
      const handledError = await resErrorInterceptors(finalRequest, err);
      return unwrapper(handledError);
    }
  };
};


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/client.js





const DEFAULT_SETTINGS = {
  apiURL: "https://api.scaleway.com",
  httpClient: fetch,
  interceptors: [],
  userAgent: userAgent
};
const createAdvancedClient = (...configs) => {
  const settings = configs.concat([withLegacyInterceptors()]).reduce(
    (currentSettings, config) => config(currentSettings),
    DEFAULT_SETTINGS
  );
  assertValidSettings(settings);
  getLogger().info(`init Scaleway SDK version ${constants_version}`);
  return {
    fetch: buildFetcher(settings, settings.httpClient),
    settings
  };
};
const createClient = (settings = {}) => createAdvancedClient(
  withProfile(settings),
  withAdditionalInterceptors(settings.interceptors ?? [])
);


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/errors/standard/index.js















;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/scw/locality.js
function toApiLocality(legacy) {
  if (!legacy) {
    return { type: "unspecified" };
  }
  const { zones, regions } = legacy;
  if (zones && zones.length > 0) {
    return { type: "zone", zones };
  }
  if (regions && regions.length > 0) {
    return { type: "region", regions };
  }
  return { type: "global" };
}


;// CONCATENATED MODULE: ./node_modules/@scaleway/sdk-client/dist/index.js


















/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(1296);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
