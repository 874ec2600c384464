export const id = 189;
export const ids = [189];
export const modules = {

/***/ 8838:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K5: () => (/* binding */ openGithub),
  jR: () => (/* binding */ resolveDeclared),
  Y$: () => (/* binding */ targetsFor),
  yW: () => (/* binding */ targetsToCheck)
});

// EXTERNAL MODULE: ./build/rotation/model/policy.js
var policy = __webpack_require__(8575);
// EXTERNAL MODULE: ./build/http/connection.js
var http_connection = __webpack_require__(9285);
// EXTERNAL MODULE: ./build/lib/map-concurrent.js
var map_concurrent = __webpack_require__(1522);
// EXTERNAL MODULE: ./build/rotation/model/ports.js
var ports = __webpack_require__(8209);
;// CONCATENATED MODULE: ./build/github/app/required-permissions.js
/** GitHub's limit of repositories for one token. */
const MOST_REPOSITORIES = 500;
/**
 * Combines the needs of one account into as few tokens as possible: one for each 500 of its repositories, and one for the
 * account itself. The latter can access every repository of the installation, so it gets no repository permissions.
 */
function grantsFor(owner, needs) {
    const ofAccount = needs.filter(({ repository }) => repository === undefined);
    const ofRepositories = needs.filter(({ repository }) => repository !== undefined);
    const names = new Map(ofRepositories.map(({ repository = '' }) => [repository.toLowerCase(), repository]));
    const repositories = [...names.values()];
    const chunks = Array.from({ length: Math.ceil(repositories.length / MOST_REPOSITORIES) }, (_, at) => repositories.slice(at * MOST_REPOSITORIES, (at + 1) * MOST_REPOSITORIES));
    return [
        ...chunks.map((chunk) => ({ owner, repositories: chunk, permissions: combined(ofRepositories) })),
        ...(ofAccount.length === 0 ? [] : [{ owner, repositories: undefined, permissions: combined(ofAccount) }]),
    ];
}
function combined(needs) {
    const levels = {};
    for (const { name, level } of needs.flatMap(({ permissions }) => permissions)) {
        if (levels[name] !== 'write')
            levels[name] = level;
    }
    return levels;
}
/** The permissions that an installation lacks for its needs, without duplicates. */
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

// EXTERNAL MODULE: ./build/github/client/client.js + 1 modules
var client_client = __webpack_require__(7476);
;// CONCATENATED MODULE: ./build/github/app/problems.js

const NAMELESS = { name: 'the App', installUrl: undefined };
/**
 * Explains why the App's installation could not be found. GitHub answers 404 if the App is not installed and if it does not
 * exist; a further request finds out which.
 */
async function lookupProblem(asApp, id, owner, refused) {
    if (refused.status !== 404)
        return appProblem(id, refused, `find the App's installation at ${owner}`);
    const names = await namesOf(asApp);
    if (names === undefined) {
        return {
            about: 'github-app-id',
            problem: `the App ${id} does not exist (${refused.message})`,
            remedy: "Use the App ID or the client ID from the App's settings, under General",
            knownCause: 'github-app-not-accepted',
        };
    }
    return {
        about: 'github-app-id',
        problem: `${names.name} is not installed at ${owner}, or this account does not exist`,
        remedy: `Install it there${names.installUrl === undefined ? '' : ` (${names.installUrl})`}, for the repositories of the targets, or correct the name of the owner`,
        knownCause: 'github-app-not-installed',
    };
}
/** Explains a refusal that is not about the requested object. */
function appProblem(id, failure, doing) {
    const { status, message } = failure;
    if (status === 401 && /'(Expiration time|Issued at)' claim/.test(message)) {
        return {
            about: 'github-app-private-key',
            problem: `GitHub does not accept the time of the App's JWT, even after a correction with GitHub's own time (${message})`,
            remedy: "Correct the machine's clock, or find the proxy that changes the Date header of GitHub's answers",
            knownCause: 'clock-off',
        };
    }
    if (status === 401) {
        return {
            about: 'github-app-private-key',
            problem: `GitHub does not accept this private key for the App ${id} (${message})`,
            remedy: "Use a private key that is listed in this App's settings (a deleted key is no longer valid), and the App ID or the " +
                'client ID of the same App',
            knownCause: 'github-app-not-accepted',
        };
    }
    return { about: 'github-app-id', problem: `could not ${doing}: ${message}`, ...(0,client_client/* generalRemedy */.$m)(failure) };
}
function suspendedProblem({ name, owner, settings }) {
    return {
        about: 'github-app-id',
        problem: `the installation of ${name} at ${owner} is suspended`,
        remedy: `Unsuspend it (${settings})`,
        knownCause: 'github-app-not-installed',
    };
}
function permissionProblem({ name, owner, settings }, missing) {
    const permissions = missing.map((permission) => `${permission.label}: ${permission.level}`).join(', ');
    return {
        about: 'github-app-id',
        problem: `${name} does not have the permissions at ${owner} that the run needs: ${permissions}`,
        remedy: `Add them in the App's settings, under Permissions & events. Then an owner of ${owner} must accept them (${settings})`,
        knownCause: 'github-app-permission-missing',
    };
}
/** @param about the input that names the repository */
function repositoryProblem(about, { name, settings }, repository, failure) {
    if (failure.status !== 404) {
        const problem = `could not check whether ${name} is installed for the repository ${repository}: ${failure.message}`;
        return { about, problem, ...(0,client_client/* generalRemedy */.$m)(failure) };
    }
    return {
        about,
        problem: `${name} is not installed for the repository ${repository}, or it does not exist`,
        remedy: `Add the repository to the installation (${settings}), or correct the name`,
        knownCause: 'github-app-not-installed',
    };
}
/** Reads the App's name; undefined if the App does not exist. */
async function namesOf(asApp) {
    try {
        const { data } = await asApp.request('GET /app');
        if (typeof data?.name !== 'string')
            return NAMELESS;
        return { name: `the App ${data.name}`, installUrl: `${data.html_url}/installations/new` };
    }
    catch (error) {
        const unknown = error instanceof Error && 'status' in error && error.status === 404;
        return unknown ? undefined : NAMELESS; // only used to choose a message
    }
}

;// CONCATENATED MODULE: ./build/github/app/installations.js






/** How often a token is requested if the result is unknown, and the wait between two attempts, in milliseconds. */
const ATTEMPTS = 3;
const WAIT_MS = 500;
/** The documented lifetime of a token, used if GitHub's answer has none. */
const DEFAULT_LIFETIME_MS = 3_600_000;
/** The most repositories that are checked at once. */
const CONCURRENT_CHECKS = 20;
function createInstallations({ asApp, appId, clock, created }) {
    /**
     * Finds the App's installation at an account. GitHub answers the request for a user for organizations as well, which is
     * not documented; if it does not, the request for organizations follows.
     */
    async function find(owner) {
        try {
            return read(owner, (await asApp.request('GET /users/{username}/installation', { username: owner })).data);
        }
        catch (error) {
            const refused = (0,client_client/* githubFailure */.eQ)(error);
            if (refused.status !== 404)
                return lookupProblem(asApp, appId, owner, refused);
        }
        try {
            return read(owner, (await asApp.request('GET /orgs/{org}/installation', { org: owner })).data);
        }
        catch (error) {
            return lookupProblem(asApp, appId, owner, (0,client_client/* githubFailure */.eQ)(error));
        }
    }
    /** Creates a token. An unanswered request may have created an unknown one, which expires within an hour. */
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
                    throw new Error("GitHub's answer has no token");
                const expiry = new Date(data.expires_at).getTime();
                const expiresAt = new Date(Number.isNaN(expiry) ? madeAt.getTime() + DEFAULT_LIFETIME_MS : expiry);
                const token = { token: data.token, madeAt, expiresAt };
                created(token);
                return token;
            }
            catch (error) {
                if (!(0,client_client/* isCausedBy */.VQ)(error, ports/* AmbiguousResult */.qF))
                    throw error;
                if (attempt >= ATTEMPTS)
                    throw new http_connection/* ConnectionError */.Rc(error.message, { cause: error });
                await clock.sleep(WAIT_MS * attempt);
            }
        }
        /* c8 ignore next -- only a token or an error ends the loop */
    }
    /** Finds the repositories that a token was refused for: GitHub does not say which. */
    async function problemsWith(installation, repositories, about) {
        const { owner } = installation;
        const found = await (0,map_concurrent/* mapConcurrent */._)(CONCURRENT_CHECKS, repositories, async (repo) => {
            try {
                await asApp.request('GET /repos/{owner}/{repo}/installation', { owner, repo });
                return undefined;
            }
            catch (error) {
                const failure = (0,client_client/* githubFailure */.eQ)(error);
                return [repo, repositoryProblem(about(repo), installation, `${owner}/${repo}`, failure)];
            }
        });
        return new Map(found.filter((one) => one !== undefined));
    }
    return {
        find,
        mint,
        /** The problems of an installation with its needs, and the needs without problems. */
        check(installation, needs) {
            const { permissions } = installation;
            if (installation.suspended)
                return { problems: [suspendedProblem(installation)], possible: [] };
            const missing = missingPermissions(needs, permissions);
            return {
                problems: missing.length === 0 ? [] : [permissionProblem(installation, missing)],
                possible: needs.filter((need) => missingPermissions([need], permissions).length === 0),
            };
        },
        /**
         * Creates a token for a grant, without the repositories that the App cannot access.
         * @param about returns the input that names a repository
         * @returns the token and its grant; undefined if none was created
         */
        async open(installation, grant, about) {
            const doing = `create a token for ${installation.owner}`;
            try {
                return { opened: { grant, minted: await mint(installation, grant) }, problems: [] };
            }
            catch (error) {
                const refused = (0,client_client/* githubFailure */.eQ)(error);
                const asked = refused.status === 422 ? (grant.repositories ?? []) : [];
                const found = await problemsWith(installation, asked, about);
                const problems = [...found.values()];
                if (found.size === 0)
                    return { opened: undefined, problems: [appProblem(appId, refused, doing)] };
                const rest = { ...grant, repositories: asked.filter((one) => !found.has(one)) };
                if (rest.repositories.length === 0)
                    return { opened: undefined, problems };
                try {
                    return { opened: { grant: rest, minted: await mint(installation, rest) }, problems };
                }
                catch (again) {
                    return {
                        opened: undefined,
                        problems: [...problems, appProblem(appId, (0,client_client/* githubFailure */.eQ)(again), doing)],
                    };
                }
            }
        },
    };
}
function read(owner, data) {
    const { id, app_slug, html_url, permissions, suspended_at } = data;
    // It becomes part of URLs.
    if (!Number.isSafeInteger(id))
        throw new Error("GitHub's answer has an installation ID that is not valid");
    return {
        id,
        owner,
        name: `the App ${app_slug}`,
        settings: html_url,
        permissions: { ...permissions },
        suspended: suspended_at !== null,
    };
}

// EXTERNAL MODULE: ./node_modules/universal-github-app-jwt/index.js + 3 modules
var universal_github_app_jwt = __webpack_require__(2438);
;// CONCATENATED MODULE: ./build/github/app/jwt-client.js


/** A JWT is replaced this long before it expires, in milliseconds. */
const MARGIN_MS = 60_000;
/**
 * Creates GitHub's client that authenticates as the App, with JWTs. A JWT is valid for some minutes of GitHub's time, and
 * the machine's clock may be wrong: a request that is refused for the JWT's times is sent once more with a JWT for the
 * time of that answer.
 */
function createAppClient({ identity, connection, apiUrl, clock, mask }) {
    let current;
    async function jwt() {
        const now = clock.now().getTime();
        if (current !== undefined && now < current.endsAt - MARGIN_MS)
            return current.token;
        const { id, privateKey } = identity;
        const made = await (0,universal_github_app_jwt/* default */.A)({
            // Older servers accept an App ID only as a number.
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
    return (0,client_client/* createGithub */.uh)(connection, apiUrl, sendSigned);
}
/** Whether GitHub refused a JWT because of its times. */
function isAboutTime(error) {
    return error instanceof Error && /'(Expiration time|Issued at)' claim/.test(error.message);
}

;// CONCATENATED MODULE: ./build/github/app/installation-token.js
/** A token is renewed after this part of its lifetime: five minutes before an hour is over. */
const RENEW_AFTER = 11 / 12;
/**
 * A new token takes some seconds to reach all of GitHub's servers. While a token is not older than this, in milliseconds,
 * this number of refusals is retried.
 */
const NEW_FOR_MS = 5000;
const NEW_REFUSALS = 4;
const NEW_WAIT_MS = 1000;
/**
 * @param first the first token
 * @param mint creates another one for the same grant
 * @param clock GitHub's time
 */
function createAppToken(grant, first, mint, clock) {
    let current = first;
    let renewing;
    /** Renews the token; concurrent callers get the same one. */
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
        const renewAt = madeAt.getTime() + (expiresAt.getTime() - madeAt.getTime()) * RENEW_AFTER;
        if (clock.now().getTime() < renewAt)
            return current;
        try {
            return await renew();
        }
        catch (error) {
            // It is valid for some minutes, in which the next request tries again.
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
                    return await send(authenticated(request, used));
                }
                catch (error) {
                    // The refusal had no effect, so even a write may be sent again.
                    if (!isUnauthorized(error))
                        throw error;
                    if (isNew(used) && refusals < NEW_REFUSALS) {
                        await clock.sleep(NEW_WAIT_MS);
                        continue;
                    }
                    if (renewed)
                        throw error;
                    renewed = true;
                    // It was revoked, or has expired.
                    used = current === used ? await renew() : current;
                }
            }
            /* c8 ignore next -- only an answer or an error ends the loop */
        },
    };
}
/** Whether GitHub did not accept the credentials of a request. */
function isUnauthorized(error) {
    return error instanceof Error && 'status' in error && error.status === 401;
}
function authenticated(request, { token }) {
    return { ...request, headers: { ...request.headers, authorization: `token ${token}` } };
}

// EXTERNAL MODULE: ./build/lib/error-message.js
var error_message = __webpack_require__(4244);
;// CONCATENATED MODULE: ./build/github/app/github-app.js







/** The most accounts whose tokens are created at once. */
const CONCURRENT_ACCOUNTS = 20;
/** The most tokens that are revoked at once. */
const CONCURRENT_REVOCATIONS = 20;
function createGithubApp(options) {
    const { identity, apiUrl, connection, tokenConnection, clock, mask } = options;
    const asApp = createAppClient({ identity, connection: tokenConnection, apiUrl, clock, mask });
    const minted = [];
    const installations = createInstallations({
        asApp,
        appId: identity.id,
        clock,
        created(token) {
            mask(token.token);
            minted.push(token);
        },
    });
    const opened = new Map();
    let opening = Promise.resolve();
    function covers(need) {
        const permissions = opened.get(keyOf(need))?.token.grant.permissions;
        return (permissions !== undefined && missingPermissions([{ ...need, expected: [] }], permissions).length === 0);
    }
    async function openAccount(needs) {
        /* c8 ignore next -- needs are grouped by owner, so there is one */
        const owner = needs[0]?.owner ?? '';
        const installation = await installations.find(owner);
        if ('problem' in installation)
            return [installation];
        const { problems, possible } = installations.check(installation, needs);
        const about = (repository) => 
        /* c8 ignore next 2 -- a grant is for the repositories of these needs alone */
        needs.find((need) => need.repository?.toLowerCase() === repository.toLowerCase())?.about ??
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
    async function openAll(needs) {
        const missing = needs.filter((need) => !covers(need));
        const keys = new Set(missing.map(keyOf));
        // A place with further needs gets a token for all of its needs.
        const all = [...[...keys].flatMap((key) => opened.get(key)?.needs ?? []), ...missing];
        const byOwner = Map.groupBy(all, ({ owner }) => owner.toLowerCase());
        const found = await (0,map_concurrent/* mapConcurrent */._)(CONCURRENT_ACCOUNTS, [...byOwner.values()], openAccount);
        return found.flat();
    }
    async function revoke({ token }) {
        try {
            await (0,client_client/* createGithub */.uh)(tokenConnection, apiUrl, token).request('DELETE /installation/token');
            return undefined;
        }
        catch (error) {
            if (isUnauthorized(error))
                return undefined; // it has expired or was revoked
            // Some refusals have no message.
            return (0,error_message/* errorMessage */.g)(error) || 'GitHub gave no reason';
        }
    }
    const client = (over) => (0,client_client/* createGithub */.uh)(over, apiUrl, (send, request) => tokenFor(opened, request).send(send, request));
    return {
        octokit: client(connection),
        client,
        open(needs) {
            const found = opening.then(() => openAll(needs));
            opening = found.catch(() => undefined); // the caller gets the error
            return found;
        },
        covers,
        async close() {
            const now = clock.now();
            const valid = minted.splice(0).filter(({ expiresAt }) => expiresAt > now);
            const problems = await (0,map_concurrent/* mapConcurrent */._)(CONCURRENT_REVOCATIONS, valid, async (token) => {
                const problem = await revoke(token);
                const until = token.expiresAt.toISOString();
                return problem && `A token of the GitHub App could not be revoked; it expires at ${until}: ${problem}`;
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
/** The token for a request: the one for its repository or account, else the one for the repository's account. */
function tokenFor(opened, request) {
    const owner = github_app_text(request['org']) ?? github_app_text(request['owner']);
    if (owner === undefined)
        throw new Error('a request to GitHub has no account; this is a bug');
    const found = opened.get(keyOf({ owner, repository: github_app_text(request['repo']) })) ??
        opened.get(keyOf({ owner, repository: undefined }));
    if (found === undefined)
        throw new Error(`no token was created for ${owner}; this is a bug`);
    return found.token;
}
function github_app_text(part) {
    return typeof part === 'string' ? part : undefined;
}

// EXTERNAL MODULE: external "node:async_hooks"
var external_node_async_hooks_ = __webpack_require__(6698);
;// CONCATENATED MODULE: ./build/github/client/backoff.js
const MINUTE_MS = 60_000;
/** The longest wait if GitHub specifies none. The first is a minute; it doubles with each further refusal. */
const LONGEST_UNSPECIFIED_MS = 8 * MINUTE_MS;
/** Waits after a refusal before a half-written group is tried again, whatever GitHub asks for; the last one repeats. */
const HALF_WRITTEN_WAITS_MS = [1000, 2000, 2000, 4000, 8000, 15_000, 30_000, MINUTE_MS];
/** @param now milliseconds of a monotonic clock */
function createBackoff(now) {
    let heldUntil = Number.NEGATIVE_INFINITY;
    /** When the current series of refusals was last extended. */
    let limitedAt = Number.NEGATIVE_INFINITY;
    let consecutive = 0;
    let refusedAt = Number.NEGATIVE_INFINITY;
    let earlyRefusals = 0;
    return {
        heldUntil: () => heldUntil,
        isRefusing: () => consecutive > 0,
        earliestHalfWritten(at) {
            const wait = HALF_WRITTEN_WAITS_MS[earlyRefusals] ?? MINUTE_MS;
            return Math.max(at, Math.min(heldUntil, refusedAt + wait));
        },
        refused(refusal, sentAt) {
            refusedAt = now();
            const isNew = sentAt > limitedAt;
            if (isNew)
                consecutive += 1;
            const unspecified = Math.min(LONGEST_UNSPECIFIED_MS, MINUTE_MS * 2 ** (consecutive - 1));
            const waitMs = refusal.waitMs ?? unspecified;
            heldUntil = Math.max(heldUntil, refusedAt + waitMs);
            if (!isNew)
                return undefined;
            limitedAt = refusedAt;
            return waitMs;
        },
        refusedEarly({ waitMs = 0 }) {
            earlyRefusals += 1;
            refusedAt = now();
            heldUntil = Math.max(heldUntil, refusedAt + waitMs);
        },
        accepted(sentAt, early) {
            if (sentAt <= limitedAt)
                return;
            consecutive = 0;
            earlyRefusals = 0;
            if (early)
                refusedAt = Number.NEGATIVE_INFINITY;
        },
    };
}

;// CONCATENATED MODULE: ./build/github/client/flights.js
/** The most requests in flight: GitHub's documented limit. */
const MOST_IN_FLIGHT = 100;
const FEWEST_IN_FLIGHT = 5;
function createFlights({ budget, backoff, stopping }) {
    let mostInFlight = MOST_IN_FLIGHT;
    let inFlight = 0;
    let halfWrittenInFlight = 0;
    let activeGroups = 0;
    /** When a half-written group may be completed or restored; one at a time while GitHub refuses. */
    function earliestHalfWritten(group, at) {
        if (backoff.heldUntil() <= at || (stopping() && !group.lastAttempt))
            return at;
        return halfWrittenInFlight > 0 ? Number.POSITIVE_INFINITY : backoff.earliestHalfWritten(at);
    }
    return {
        /** The number of requests in flight. */
        count: () => inFlight,
        /** When a request may be sent; Infinity if that depends on those in flight. */
        earliest(request, at) {
            const { slots, reserves, group } = request;
            if (inFlight > 0 && inFlight + slots > mostInFlight)
                return Number.POSITIVE_INFINITY;
            if (group?.begun === true)
                return earliestHalfWritten(group, at);
            // After a refusal groups start one by one, so that a further refusal leaves only one of them half-written.
            if (reserves && backoff.isRefusing() && activeGroups > 0)
                return Number.POSITIVE_INFINITY;
            return Math.max(at, backoff.heldUntil(), budget.earliest(request, at));
        },
        /** Counts a request as sent. @returns whether it completes or restores a half-written group */
        begin({ points, changes, reserves, group }, at) {
            budget.begin(points, changes);
            // A reservation is not in flight: each of its requests takes a slot when it is sent.
            if (reserves) {
                activeGroups += 1;
                if (group !== undefined)
                    budget.promise(group.promised);
                return false;
            }
            inFlight += 1;
            budget.countRequest();
            if (group !== undefined && group.promised > 0) {
                group.promised -= 1;
                budget.promise(-1);
            }
            if (group?.begun !== true)
                return false;
            halfWrittenInFlight += 1;
            if (stopping() && backoff.heldUntil() > at)
                group.lastAttempt = true;
            return true;
        },
        /** @param halfWritten as returned by `begin` */
        end(halfWritten) {
            inFlight -= 1;
            if (halfWritten)
                halfWrittenInFlight -= 1;
        },
        /** Releases what a group has reserved and not used. */
        endGroup(group) {
            budget.release(group.left);
            budget.promise(-group.promised);
            activeGroups -= 1;
            group.left = 0;
            group.promised = 0;
        },
        halveLimit() {
            mostInFlight = Math.max(FEWEST_IN_FLIGHT, Math.floor(mostInFlight / 2));
        },
    };
}

;// CONCATENATED MODULE: ./build/github/client/sliding-window.js
/**
 * Creates an empty window. The service counts a request when it receives it, which is some time between its sending and
 * its answer. So its cost counts from its sending until one period after its answer.
 * @param length the period, in milliseconds
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
            // A cost above the whole limit is allowed when nothing else counts.
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

;// CONCATENATED MODULE: ./build/github/client/rate-budget.js

/** GitHub's documented points for a request that changes something, and for one that reads. */
const CHANGE_POINTS = 5;
const READ_POINTS = 1;
const POINTS_A_MINUTE = 900;
/** GitHub's limits for requests that create content. Whether secrets count is unknown; it is assumed after a refusal. */
const CHANGES_A_MINUTE = 80;
const CHANGES_AN_HOUR = 500;
const rate_budget_MINUTE_MS = 60_000;
const HOUR_MS = 60 * rate_budget_MINUTE_MS;
/** A refusal is attributed to the limit for changes if at least this part of it was used. */
const SUSPICION = 1 / 2;
/** After a refusal without explanation, the share of the limits shrinks: another client may use the same limits. */
const SLOWER = 3 / 4;
const SLOWEST = 1 / 10;
/** A smaller share of the limits would allow no request. */
const SMALLEST_SHARE = 1 / 20;
/** Points that no group may reserve: one that has begun may need further requests, such as for a new public key. */
const POINTS_ASIDE = 20;
/** @param sharePart the part of the limits that may be used, from 0 to 1 */
function createBudget(sharePart = 1) {
    const points = createSlidingWindow(rate_budget_MINUTE_MS);
    const changesInMinute = createSlidingWindow(rate_budget_MINUTE_MS);
    const changesInHour = createSlidingWindow(HOUR_MS);
    let share = Math.max(SMALLEST_SHARE, sharePart);
    let changesLimited = false;
    /** Requests of the hour that are set aside for groups that have begun. */
    let promised = 0;
    let hour;
    return {
        pointsAMinute: () => Math.floor(POINTS_A_MINUTE * share),
        /** Undefined while GitHub is not known to limit changes. */
        changesAMinute: () => (changesLimited ? Math.floor(CHANGES_A_MINUTE * share) : undefined),
        /** When the budget allows a request; Infinity if that depends on those in flight. */
        earliest({ points: cost, changes, unpromised, reserves }, at) {
            const pointsAMinute = POINTS_A_MINUTE * share - (reserves ? POINTS_ASIDE : 0);
            const times = [points.earliest(cost, pointsAMinute, at)];
            if (changesLimited && changes > 0) {
                times.push(changesInMinute.earliest(changes, CHANGES_A_MINUTE * share, at));
                times.push(changesInHour.earliest(changes, CHANGES_AN_HOUR * share, at));
            }
            if (unpromised > 0 && hour !== undefined && hour.remaining - promised < unpromised)
                times.push(hour.over);
            return Math.max(...times);
        },
        begin(cost, changes) {
            points.begin(cost);
            changesInMinute.begin(changes);
            changesInHour.begin(changes);
        },
        endPoints(cost, at) {
            points.end(cost, at);
        },
        endChanges(changes, at) {
            changesInMinute.end(changes, at);
            changesInHour.end(changes, at);
        },
        /** Returns what was reserved for changes that are not made. */
        release(changes, cost = changes * CHANGE_POINTS) {
            points.drop(cost);
            changesInMinute.drop(changes);
            changesInHour.drop(changes);
        },
        /** Sets requests of the hour aside for a group; negative: gives them back. */
        promise(requests) {
            promised += requests;
        },
        countRequest() {
            if (hour !== undefined)
                hour.remaining -= 1;
        },
        /** Learns what is left of the hour. Answers may arrive out of order, so the lowest number of an hour counts. */
        learn({ remaining, reset, resetInMs }, inFlight, at) {
            if (hour !== undefined && (reset < hour.reset || (reset === hour.reset && remaining >= hour.remaining)))
                return;
            hour = { reset, remaining: Math.max(0, remaining - inFlight), over: at + resetInMs };
        },
        /** Adapts to a refusal. @returns what is slowed down */
        slowDown(at) {
            const suspicious = changesInMinute.spent(at) >= CHANGES_A_MINUTE * SUSPICION ||
                changesInHour.spent(at) >= CHANGES_AN_HOUR * SUSPICION;
            if (!changesLimited && suspicious) {
                changesLimited = true;
                return 'changes';
            }
            share = Math.max(Math.min(SLOWEST, share), share * SLOWER);
            return 'everything';
        },
    };
}

// EXTERNAL MODULE: ./build/rotation/model/context.js
var context = __webpack_require__(2562);
;// CONCATENATED MODULE: ./build/github/client/request-queue.js


function createRequestQueue(options) {
    const { now, stopping } = options;
    const queues = { reserved: [], urgent: [], normal: [] };
    let wakesAt;
    /** The queue of the next request: half-written groups first, then groups that have begun, then everything else. */
    function nextQueue() {
        const ofGroups = [queues.reserved, queues.urgent];
        for (const queue of ofGroups) {
            const at = queue.findIndex(({ group }) => group?.begun === true);
            if (at === -1)
                continue;
            queue.unshift(...queue.splice(at, 1));
            return queue;
        }
        return ofGroups.find((queue) => queue.length > 0) ?? queues.normal;
    }
    function admit() {
        for (;;) {
            const queue = nextQueue();
            const [next] = queue;
            if (next === undefined)
                return;
            const at = now();
            const when = options.earliest(next, at);
            const waits = when > at && when < Number.POSITIVE_INFINITY;
            if (stopping() && (next.begins || waits)) {
                queue.shift();
                next.reject(new context/* Interrupted */.j("the run was stopped while it waited for GitHub's rate limits; the next run continues"));
            }
            else if (when <= at) {
                queue.shift();
                next.resolve(options.begin(next, at));
            }
            else if (when === Number.POSITIVE_INFINITY) {
                return; // the end of a request in flight calls this again
            }
            else if (when - at > next.timeLeft()) {
                queue.shift();
                next.reject(new ports/* Postponed */.Dz("GitHub's rate limits leave no time for this request; the next run continues"));
            }
            else {
                wakeAt(when, at);
                return;
            }
        }
    }
    function wakeAt(when, at) {
        options.reportPacing(when, at);
        if (wakesAt !== undefined && wakesAt <= when)
            return;
        wakesAt = when;
        void options.sleep(Math.ceil(when - at)).then(() => {
            wakesAt = undefined;
            admit();
        });
    }
    return {
        admit,
        wait: (request, priority) => new Promise((resolve, reject) => {
            queues[priority].push({ ...request, resolve, reject });
            admit();
        }),
    };
}

;// CONCATENATED MODULE: ./build/github/client/limit-headers.js
/** GitHub's resets are in whole seconds, as is its `Date`. */
const ROUNDING_MS = 1000;
/**
 * Reads whether an answer is a refusal for too many requests. Without a header only the text shows it. A text that is
 * wrong has one effect: the request is sent again after a wait.
 * @param now GitHub's time, for an answer without `Date`
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
 * Reads how many requests of the hour are left. Undefined if the headers are missing (as on a server without rate
 * limits) or are about another resource than `core`, such as `search`.
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

;// CONCATENATED MODULE: ./build/github/client/rate-limiter.js






/** The most changes that wait for each other; a target's pair is two. */
const MOST_TOGETHER = 50;
/** How often a request is sent that is refused for too many requests. */
const MOST_ATTEMPTS = 11;
/** The same for one that completes or restores a half-written group; after that the opposite is tried. */
const MOST_ATTEMPTS_HALF_WRITTEN = 3;
/** The shortest wait, in milliseconds, that users are notified of. */
const NOTIFIED_WAIT_MS = 3000;
/** Creates a limiter for a token that has sent no request yet. */
function createRateLimiter(options) {
    const { now, notify, stopping } = options;
    const budget = createBudget(options.share);
    const backoff = createBackoff(now);
    const flights = createFlights({ budget, backoff, stopping });
    let reportedPacing = false;
    const queue = createRequestQueue({
        now,
        sleep: options.sleep,
        stopping,
        earliest: (request, at) => flights.earliest(request, at),
        begin: (request, at) => flights.begin(request, at),
        reportPacing(when, at) {
            if (reportedPacing || when <= backoff.heldUntil() || when - at < NOTIFIED_WAIT_MS)
                return;
            reportedPacing = true;
            notify({ kind: 'paced', pointsAMinute: budget.pointsAMinute() });
        },
    });
    const reserved = new external_node_async_hooks_.AsyncLocalStorage();
    const parts = { now, notify, budget, backoff, flights, queue };
    const within = (timeLeft) => ({
        within,
        turn: (method) => waitForTurn(parts, { method, group: reserved.getStore(), timeLeft }),
        async together(changes, work, insist = false) {
            const group = createGroup(Math.min(changes, MOST_TOGETHER));
            await queue.wait({ ...reservationOf(group), begins: !insist, timeLeft }, 'normal');
            try {
                return await reserved.run(group, work);
            }
            finally {
                flights.endGroup(group);
                queue.admit();
            }
        },
    });
    return within(options.timeLeft);
}
async function waitForTurn(parts, { method, group, timeLeft }) {
    const { queue, budget } = parts;
    const cost = costOf(method);
    const request = { slots: 1, unpromised: 1, reserves: false, begins: false, timeLeft };
    if (group === undefined || (cost.changes === 0 && !group.begun)) {
        const priority = group === undefined ? 'normal' : 'urgent';
        const halfWritten = await queue.wait({ ...request, ...cost, group: undefined }, priority);
        return startTurn(parts, { cost, group: undefined, halfWritten });
    }
    if (group.left === 0 || cost.changes === 0) {
        const halfWritten = await queue.wait({ ...request, ...cost, group }, 'urgent');
        return startTurn(parts, { cost, group, halfWritten });
    }
    group.left -= 1;
    try {
        const ofReservation = { ...request, points: 0, changes: 0, unpromised: 0, group };
        return startTurn(parts, { cost, group, halfWritten: await queue.wait(ofReservation, 'reserved') });
    }
    catch (error) {
        budget.release(1);
        throw error;
    }
}
function startTurn(parts, { cost, group, halfWritten }) {
    const { now, budget, backoff, flights, queue } = parts;
    const sentAt = now();
    const early = halfWritten && backoff.heldUntil() > sentAt;
    return {
        mostAttempts: () => (group?.begun === true ? MOST_ATTEMPTS_HALF_WRITTEN : MOST_ATTEMPTS),
        end(answer) {
            const at = now();
            flights.end(halfWritten);
            budget.endPoints(cost.points, at);
            if (answer?.refusal === undefined) {
                budget.endChanges(cost.changes, at);
                if (answer !== undefined)
                    backoff.accepted(sentAt, early);
                // Without an answer it may have taken effect as well.
                if (group !== undefined && group.size > 1 && answer?.effect !== false)
                    group.begun = true;
            }
            else {
                if (early)
                    backoff.refusedEarly(answer.refusal);
                else
                    slowDown(parts, answer.refusal, sentAt);
                // A refused change of a group is sent again, so it stays reserved.
                if (group === undefined)
                    budget.release(cost.changes, 0);
                else {
                    group.left += cost.changes;
                    budget.begin(cost.changes * CHANGE_POINTS, 0);
                }
            }
            if (answer?.allowance !== undefined)
                budget.learn(answer.allowance, flights.count(), at);
            queue.admit();
        },
    };
}
function slowDown({ now, notify, budget, backoff, flights }, refusal, sentAt) {
    const waitMs = backoff.refused(refusal, sentAt);
    if (waitMs === undefined)
        return;
    if (refusal.kind === 'secondary' && budget.slowDown(now()) === 'everything')
        flights.halveLimit();
    notify({ kind: 'limited', waitMs, changesAMinute: budget.changesAMinute() });
}
function costOf(method) {
    const reads = method === 'GET' || method === 'HEAD';
    return {
        points: reads ? READ_POINTS : CHANGE_POINTS,
        changes: reads || method === 'DELETE' ? 0 : 1,
    };
}
function createGroup(size) {
    // All but the last change may have to be restored.
    return { size, left: size, promised: 2 * size - 1, begun: false, lastAttempt: false };
}
/** A reservation of all changes of a group, and of what it may take to restore them. */
function reservationOf(group) {
    const { size: changes, promised: unpromised } = group;
    return { points: changes * CHANGE_POINTS, changes, slots: changes, unpromised, reserves: true, group };
}
/** Paces the requests of a connection to GitHub with a limiter. */
function pacedBy(limiter) {
    return async (method) => {
        const turn = await limiter.turn(method);
        return {
            mostAttempts: turn.mostAttempts,
            async answered(answer, now) {
                const refusal = await readLimitRefusal(answer, now);
                const { status, headers } = answer;
                const effect = status < 300 || status === 408 || status >= 500;
                turn.end({ refusal, allowance: readAllowance(headers, now), effect });
                return refusal !== undefined;
            },
            unanswered: () => {
                turn.end();
            },
        };
    };
}

// EXTERNAL MODULE: ./build/http/service-clock.js
var service_clock = __webpack_require__(4641);
// EXTERNAL MODULE: ./build/github/targets/app-targets.js + 1 modules
var app_targets = __webpack_require__(9345);
// EXTERNAL MODULE: ./build/github/places/patterns.js
var places_patterns = __webpack_require__(6312);
// EXTERNAL MODULE: ./build/github/places/places.js
var places_places = __webpack_require__(7319);
;// CONCATENATED MODULE: ./build/github/targets/place-advice.js


/** Notes about targets that are valid and may be a mistake. */
function adviseOnPlaces(places, kinds) {
    const advice = places.flatMap((place) => (place.scope === 'organization' ? shadowed(place, places) : []));
    if (!kinds.includes('actions') && places.some(({ scope }) => scope === 'environment')) {
        advice.push(`Environments have Actions secrets only, so kinds (${kinds.join(', ')}) does not apply to them.`);
    }
    return advice;
}
/** A secret of a repository or environment takes precedence over the organization's secret of the same name. */
function shadowed(organization, places) {
    const narrower = places.filter((place) => place.scope !== 'organization' &&
        place.kind === organization.kind &&
        place.owner.toLowerCase() === organization.organization.toLowerCase() &&
        mayRead(organization, `${place.owner}/${place.repo}`));
    if (narrower.length === 0)
        return [];
    return [
        `The secrets of ${(0,places_places/* placeLabel */.sk)(organization)} are overridden by declared secrets of the same names: ` +
            `${(0,places_patterns/* shortList */.pg)(narrower.map(places_places/* placeLabel */.sk))}. Jobs there read these.`,
    ];
}
/** False only if it is certain. */
function mayRead({ access }, repository) {
    const selected = access?.visibility === 'selected' ? access.repositories : undefined;
    if (selected === undefined)
        return true;
    return selected.some(({ owner, repo }) => `${owner}/${repo}`.toLowerCase() === repository.toLowerCase());
}

// EXTERNAL MODULE: ./build/rotation/model/target-identities.js
var target_identities = __webpack_require__(9919);
;// CONCATENATED MODULE: ./build/github/places/not-sent.js
/** A write was prevented before it was sent, so the secret or variable is unchanged. */
class RequestNotSent extends Error {
    name = 'NotSent';
}

// EXTERNAL MODULE: ./build/github/places/paginate.js
var paginate = __webpack_require__(1882);
// EXTERNAL MODULE: ./build/github/places/listing.js
var listing = __webpack_require__(2191);
;// CONCATENATED MODULE: ./build/github/places/repository-identity.js






/** Another repository took the name of a target while it was written. */
class RepositoryReplaced extends RequestNotSent {
    found;
    constructor(found) {
        super(found.problem);
        this.found = found;
    }
}
/** @param listed the IDs from the list of a pattern's repositories */
function createPlaceIdentity(octokit, reads, place, { access, listed, }) {
    let known;
    async function ask(after) {
        const id = place.scope === 'organization'
            ? await readOrganizationId(octokit, reads, place.organization, after)
            : await readRepositoryId(octokit, reads, place, after);
        return { name: nameOf(place), id: String(id) };
    }
    return {
        async read(after) {
            // Anyone who may create a repository that the pattern matches gets the key anyway, so its list is recent enough.
            const id = listed?.repository;
            known = id === undefined ? await ask(after) : { name: nameOf(place), id: String(id) };
            return [known, ...ownerOf(place, listed), ...(access?.selected ?? [])];
        },
        async confirm(after) {
            if (known === undefined)
                return;
            const { name, id } = await ask(after);
            if (id === known.id)
                return;
            throw new RepositoryReplaced((0,target_identities/* replacedProblem */.uO)((0,places_places/* placeLabel */.sk)(place), { name, before: known.id, now: id }));
        },
    };
}
/** Reads the ID of a repository, which a rename does not change. */
async function readRepositoryId(octokit, reads, { owner, repo }, after = 0) {
    const ask = async () => {
        const { data } = await octokit.request('GET /repos/{owner}/{repo}', { owner, repo });
        return idIn(data);
    };
    const { answer } = await reads.repositoryIds.ask(`${owner}/${repo}`.toLowerCase(), ask, after);
    return answer;
}
async function readOrganizationId(octokit, reads, org, after) {
    const ask = async () => idIn((await octokit.request('GET /orgs/{org}', { org })).data);
    const { answer } = await reads.organizationIds.ask(org.toLowerCase(), ask, after);
    return answer;
}
/** The ID in GitHub's answer about a repository or organization. */
function idIn(data) {
    const { id } = (0,paginate/* checkedItem */.t)(data);
    if ((0,listing/* isId */.e)(id))
        return id;
    throw new http_connection/* ConnectionError */.Rc("GitHub's answer is not valid: it has no ID");
}
/** The owner of a pattern's repositories: another organization can take its name after a rename. */
function ownerOf(place, listed) {
    if (place.scope === 'organization' || listed?.owner === undefined)
        return [];
    return [{ name: place.owner, id: String(listed.owner) }];
}
function nameOf(place) {
    return place.scope === 'organization' ? place.organization : `${place.owner}/${place.repo}`;
}

// EXTERNAL MODULE: ./build/github/places/explain-refusal.js + 1 modules
var explain_refusal = __webpack_require__(9513);
;// CONCATENATED MODULE: ./build/github/targets/resolve.js







/** The most repositories that are read at once. */
const CONCURRENT_READS = 50;
/** Resolves the declared targets; changes nothing. */
async function resolveTargets(octokit, reads, { places: named, patterns, kinds, publicRepositories }) {
    const selected = named.flatMap((place) => place.scope === 'organization' ? (place.access?.repositories ?? []) : []);
    const [matched, found] = await Promise.all([
        (0,places_patterns/* matchRepositories */.u5)(octokit, reads, patterns, publicRepositories === 'include'),
        findIds(octokit, reads, selected),
    ]);
    const ofKinds = ({ owner, repo }) => kinds.map((kind) => ({ kind, scope: 'repository', owner, repo }));
    const places = (0,places_places/* distinctPlaces */.jH)([...named, ...matched.repositories.flatMap(ofKinds)]);
    const isNamed = new Set(named.map(places_places/* placeId */.VM));
    const matches = new Map(matched.repositories.flatMap(({ pattern, ids, ...repository }) => ofKinds(repository).map((place) => [(0,places_places/* placeId */.VM)(place), { pattern, ids }])));
    const leftOut = matched.leftOut.flatMap(ofKinds).filter((place) => !isNamed.has((0,places_places/* placeId */.VM)(place)));
    const unsaid = publicRepositories === undefined ? leftOut : [];
    return {
        places: places.map((place) => {
            const match = isNamed.has((0,places_places/* placeId */.VM)(place)) ? undefined : matches.get((0,places_places/* placeId */.VM)(place));
            return [place, resolveAccess(place, found.ids), match];
        }),
        problems: [...matched.problems, ...found.problems],
        advice: [...matched.notes, ...adviseOnPublic(unsaid), ...adviseOnPlaces(places, kinds)],
        unlisted: matched.unlisted,
        leftOut,
        leftOutOnPurpose: publicRepositories === 'exclude',
    };
}
function adviseOnPublic(leftOut) {
    if (leftOut.length === 0)
        return [];
    const names = [...new Set(leftOut.map(({ owner, repo }) => `${owner}/${repo}`))];
    return [
        `Skipped, because they are public (set public-repositories: include to write to them): ${(0,places_patterns/* shortList */.pg)(names)}`,
    ];
}
function resolveAccess(place, ids) {
    const access = place.scope === 'organization' ? place.access : undefined;
    if (access === undefined)
        return undefined;
    const { visibility, repositories } = access;
    if (repositories === undefined)
        return { visibility };
    const selected = repositories.flatMap((one) => {
        const id = ids.get(fullName(one));
        return id === undefined ? [] : [{ name: `${one.owner}/${one.repo}`, id }];
    });
    const repositoryIds = new Set(selected.map(({ id }) => id));
    return { visibility, repositoryIds, selected: selected.map(({ name, id }) => ({ name, id: String(id) })) };
}
/** The IDs of repositories, by their names in lower case. */
async function findIds(octokit, reads, repositories) {
    const distinct = [...new Map(repositories.map((one) => [fullName(one), one])).values()];
    const found = await (0,map_concurrent/* mapConcurrent */._)(CONCURRENT_READS, distinct, async ({ owner, repo }) => {
        try {
            return [fullName({ owner, repo }), await readRepositoryId(octokit, reads, { owner, repo })];
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
    const failure = (0,client_client/* githubFailure */.eQ)(error);
    if (failure.status !== 404)
        return (0,explain_refusal/* failedRead */.Yr)('selected-repositories', label, failure);
    return {
        about: 'selected-repositories',
        problem: `the repository ${label} does not exist, or the token cannot access it`,
        remedy: 'Correct the name, or give the token access to the repository',
        knownCause: 'github-target-not-found',
    };
}
function fullName({ owner, repo }) {
    return `${owner}/${repo}`.toLowerCase();
}

;// CONCATENATED MODULE: ./build/github/secrets/visibility.js

/** The access of a new secret by default: not `all`, which includes public repositories. */
const DEFAULT_ACCESS = { visibility: 'private' };
/**
 * Reads who has access to a secret or variable.
 * @param route of the organization's secrets or variables
 * @param part the path parameter for the name: `secret_name` or `name`
 */
async function readAccess(octokit, route, part, { name, visibility }) {
    if (visibility === undefined)
        throw new Error(`GitHub's answer does not include the visibility of ${name}`);
    if (visibility !== 'selected')
        return { visibility };
    const { items, first } = await listSelected(octokit, route, part, name);
    const repositoryIds = new Set(items.map(({ id }) => id));
    return { visibility, repositoryIds, complete: repositoryIds.size >= first.total_count };
}
/**
 * Lists the repositories that an organization's secret or variable is selected for.
 * @param route of the organization's secrets or variables
 * @param part as for {@link readAccess}
 */
function listSelected(octokit, { route, parts }, part, name) {
    return (0,paginate/* listAll */._)(octokit, { route: `${route}/{${part}}/repositories`, parts: { ...parts, [part]: name } }, ({ repositories }) => repositories);
}
function sameAccess(one, other) {
    if (one.visibility !== 'selected' || other.visibility !== 'selected')
        return one.visibility === other.visibility;
    return (one.repositoryIds.size === other.repositoryIds.size &&
        [...one.repositoryIds].every((id) => other.repositoryIds.has(id)));
}
/**
 * The fields of a request that set the access. `selected` always needs the list: GitHub treats a missing one as empty.
 * Dependabot's list has strings in older API descriptions, and either type in the newest.
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

// EXTERNAL MODULE: ./build/github/secrets/secret-names.js
var secret_names = __webpack_require__(9927);
// EXTERNAL MODULE: ./build/github/secrets/seal.js
var seal = __webpack_require__(1643);
;// CONCATENATED MODULE: ./build/github/secrets/secrets.js





/** The secrets of a place: values are encrypted for its public key and cannot be read. */
function createSecrets(options) {
    const { octokit, clock, reads, place, names, access, confirm } = options;
    const { route, parts } = (0,places_places/* routeTo */.Bv)(place, 'secrets');
    const id = (0,places_places/* placeId */.VM)(place);
    let publicKey;
    let readAt = 0;
    let observed = false;
    let usage = { total: 0, missing: [] };
    async function fetchPublicKey() {
        const { answer, answered } = await reads.publicKeys.ask(id, async () => {
            const found = await octokit.request(`GET ${route}/public-key`, { ...parts });
            return (0,seal/* publicKeyIn */.QB)(found.data);
        });
        publicKey = answer;
        readAt = answered;
        return answer;
    }
    async function list() {
        const { items } = await (0,paginate/* listAll */._)(octokit, { route, parts }, ({ secrets }) => secrets);
        return items;
    }
    /** Only the first read may be shared with other keys: later ones follow this key's own writes. */
    async function readList() {
        if (!observed) {
            observed = true;
            return reads.secrets.ask(id, list);
        }
        const askedAt = clock.stamp();
        return { answer: await list(), askedAt };
    }
    async function put(name, value, key, fields) {
        const answer = await octokit.request(`PUT ${route}/{secret_name}`, {
            ...parts,
            ...fields,
            secret_name: name,
            encrypted_value: await (0,seal/* seal */.od)(value, key),
            key_id: key.id,
        });
        return (0,client_client/* requireStatus */.cu)(answer, `PUT of the secret ${name}`, [201, 204]).headers.date;
    }
    return {
        async observe() {
            const { answer: items, askedAt } = await readList();
            const found = new Map(items.map((secret) => [secret.name.toUpperCase(), secret]));
            await access?.learn(names.flatMap((name) => found.get(name) ?? []));
            usage = { total: items.length, missing: names.filter((name) => !found.has(name)) };
            const entries = names.map((name) => {
                const updated = found.get(name)?.updated_at;
                return {
                    name,
                    updatedAt: updated === undefined ? undefined : new Date(updated),
                    ...(access?.differs(name) === true && { accessDiffers: true }),
                };
            });
            return { entries, askedAt: askedAt() };
        },
        async prepare() {
            await fetchPublicKey();
            return [...capacityProblems(place, 'secrets', usage), ...(access?.problems(names) ?? [])];
        },
        publicKeyRead: () => readAt,
        async open(name) {
            const fields = (await access?.forReplacing(name)) ?? {};
            const first = publicKey ?? (await fetchPublicKey());
            return async (value) => {
                const key = publicKey ?? first;
                try {
                    return await put(name, value, key, fields);
                }
                catch (error) {
                    if ((0,client_client/* isCausedBy */.VQ)(error, ports/* AmbiguousResult */.qF) || (0,client_client/* githubFailure */.eQ)(error).status !== 422)
                        throw error;
                    // The public key has changed: try once more, unless another repository took the name.
                    reads.publicKeys.forget(id, key);
                    const fresh = await fetchPublicKey();
                    await confirm(readAt);
                    return put(name, value, fresh, fields);
                }
            };
        },
    };
}
function capacityProblems(place, thing, { total, missing }) {
    const most = (0,places_places/* capacityOf */.A$)(place, thing);
    if (total + missing.length <= most)
        return [];
    return [
        {
            about: (0,places_places/* inputOf */.wg)(place),
            problem: `${(0,places_places/* placeLabel */.sk)(place)} has ${total} of at most ${most} ${thing}, and ${missing.length} more are needed`,
            remedy: `Delete unused ${thing}`,
            knownCause: 'github-no-room-for-another-secret',
        },
    ];
}

;// CONCATENATED MODULE: ./build/github/secrets/variables.js





/** How often creating and changing are tried in turn, if another client creates and deletes the variable or answers are lost. */
const variables_ATTEMPTS = 4;
/**
 * The Actions variables of a place. Their values are not encrypted and can be read. Creating and changing are different
 * requests: the current state decides which one is sent, and the other one is tried if the state has changed.
 */
function createVariables({ octokit, clock, reads, place, names, access }) {
    const { route, parts } = (0,places_places/* routeTo */.Bv)(place, 'variables');
    /** The names that exist. */
    const existing = new Set();
    async function read(name) {
        try {
            const answer = await octokit.request(`GET ${route}/{name}`, { ...parts, name });
            return (0,paginate/* checkedItem */.t)(answer.data);
        }
        catch (error) {
            if ((0,client_client/* githubFailure */.eQ)(error).status === 404)
                return undefined;
            throw error;
        }
    }
    async function count() {
        const { answer } = await reads.variableCounts.ask((0,places_places/* placeId */.VM)(place), async () => {
            const found = await octokit.request(`GET ${route}`, { ...parts, per_page: 1 });
            return found.data.total_count;
        });
        return answer;
    }
    async function change(name, value) {
        try {
            const fields = { ...parts, name, ...access?.forChanging(), value };
            const answer = await octokit.request(`PATCH ${route}/{name}`, fields);
            const { headers } = (0,client_client/* requireStatus */.cu)(answer, `PATCH of the variable ${name}`, [204]);
            return { done: true, date: headers.date };
        }
        catch (error) {
            if ((0,client_client/* githubFailure */.eQ)(error).status === 404)
                return { done: false };
            throw error;
        }
    }
    async function create(name, value) {
        try {
            const fields = { ...parts, name, ...access?.forNew(), value };
            const answer = await octokit.request(`POST ${route}`, fields);
            const { headers } = (0,client_client/* requireStatus */.cu)(answer, `POST of the variable ${name}`, [201]);
            return { done: true, date: headers.date };
        }
        catch (error) {
            // If the result is unknown, a change finds out, and is correct in either case.
            if ((0,client_client/* isCausedBy */.VQ)(error, ports/* AmbiguousResult */.qF) || (0,client_client/* githubFailure */.eQ)(error).status === 409)
                return { done: false };
            throw error;
        }
    }
    async function write(name, value) {
        let exists = existing.has(name);
        for (let attempt = 1; attempt <= variables_ATTEMPTS; attempt += 1) {
            const sent = exists ? await change(name, value) : await create(name, value);
            if (sent.done) {
                existing.add(name);
                return sent.date;
            }
            exists = !exists;
        }
        throw new ports/* AmbiguousResult */.qF('another client creates and deletes the variable repeatedly');
    }
    return {
        async observe() {
            const askedAt = clock.stamp();
            const found = (await Promise.all(names.map(read))).flatMap((one) => one ?? []);
            const byName = new Map(found.map((one) => [one.name.toUpperCase(), one]));
            existing.clear();
            for (const name of byName.keys())
                existing.add(name);
            await access?.learn(found);
            const entries = names.map((name) => {
                const variable = byName.get(name);
                return {
                    name: variableName(name),
                    updatedAt: variable && new Date(variable.updated_at),
                    value: variable?.value ?? '',
                    ...(access?.differs(name) === true && { accessDiffers: true }),
                };
            });
            return { entries, askedAt: askedAt() };
        },
        async prepare() {
            const missing = names.filter((name) => !existing.has(name));
            const usage = { total: missing.length === 0 ? 0 : await count(), missing };
            return [...capacityProblems(place, 'variables', usage), ...(access?.problems(names) ?? [])];
        },
        open: (name) => Promise.resolve((value) => write(name, value)),
    };
}
/** The name of a variable in a target's state, where a secret may have the same name. */
function variableName(name) {
    return `variable ${name}`;
}

;// CONCATENATED MODULE: ./build/github/targets/shadowing.js








/** The most lists that are read at once; the rate limiter decides when each request is sent. */
const shadowing_CONCURRENT_READS = 50;
/**
 * Finds entries of the declared names in narrower places than the targets. A job that may read both gets the narrower
 * one, which is not rotated. An environment shadows its repository, and both shadow the organization. Targets do not
 * shadow each other, because they hold the same key.
 */
async function findShadows(options) {
    const { places } = options;
    const failures = [];
    const problems = [];
    const declared = new Set(places.map(places_places/* placeId */.VM));
    const organizations = places.filter((place) => place.scope === 'organization');
    const readers = await (0,map_concurrent/* mapConcurrent */._)(shadowing_CONCURRENT_READS, organizations, async (wider) => {
        const repositories = await readersOf(options, wider, failures);
        const { kind } = wider;
        return repositories.map((repository) => ({
            place: { kind, scope: 'repository', ...repository },
            wider,
        }));
    });
    const repositories = readers.flat().filter(({ place }) => !declared.has((0,places_places/* placeId */.VM)(place)));
    // In a repository that is a target itself, that repository is shadowed.
    const holders = [...places.map((place) => ({ place, wider: place })), ...repositories].filter(mayHaveEnvironments);
    const lists = holders.map(({ place: { owner, repo } }) => ({ owner, repo }));
    problems.push(...((await options.admission?.admitLists(lists)) ?? []));
    const environments = await (0,map_concurrent/* mapConcurrent */._)(shadowing_CONCURRENT_READS, holders, (holder) => environmentsOf(options, holder, failures));
    const all = [...repositories, ...environments.flat()].filter(({ place }) => !declared.has((0,places_places/* placeId */.VM)(place)));
    const narrower = all.slice(0, places_patterns/* MOST_MATCHED */.fL);
    if (narrower.length < all.length) {
        const reason = `there are ${all.length}, and a check reads at most ${places_patterns/* MOST_MATCHED */.fL}`;
        failures.push({ what: 'entries', label: 'environments and repositories', reason });
    }
    problems.push(...((await options.admission?.admit(narrower.map(({ place }) => place))) ?? []));
    const shadows = await (0,map_concurrent/* mapConcurrent */._)(shadowing_CONCURRENT_READS, narrower, (one) => shadowOf(options, one, failures));
    return {
        shadows: shadows.filter((shadow) => shadow !== undefined),
        problems: [...problems, ...failureProblems(failures)],
    };
}
/** Environments have Actions secrets only. */
function mayHaveEnvironments(one) {
    return one.place.scope === 'repository' && one.place.kind === 'actions';
}
/** The entries of a narrower place that shadow a wider one; undefined if there are none. */
async function shadowOf({ octokit, names, admission }, { place, wider }, failures) {
    if (admission?.isAdmitted(place) === false)
        return undefined; // `admit` reported the problem
    const secrets = (0,secret_names/* secretNamesIn */.m6)(names);
    const variables = (0,places_places/* hasVariables */.cF)(place) && (0,places_places/* hasVariables */.cF)(wider) ? names.accessKeyVariable : [];
    try {
        const [ofSecrets, ofVariables] = await Promise.all([
            existing(octokit, place, 'secrets', secrets),
            variables.length === 0 ? [] : existing(octokit, place, 'variables', variables),
        ]);
        const hidden = [...ofSecrets, ...ofVariables.map(variableName)];
        return hidden.length === 0 ? undefined : { target: (0,places_places/* placeId */.VM)(wider), by: (0,places_places/* placeLabel */.sk)(place), names: hidden };
    }
    catch (error) {
        failures.push({ what: 'entries', label: (0,places_places/* placeLabel */.sk)(place), reason: (0,client_client/* githubFailure */.eQ)(error).message });
        return undefined;
    }
}
/** The names that exist in a place. */
async function existing(octokit, place, thing, names) {
    const found = new Set((await listEntries(octokit, place, thing)).map(({ name }) => name.toUpperCase()));
    return names.filter((name) => found.has(name.toUpperCase()));
}
async function listEntries(octokit, place, thing) {
    const { items } = await (0,paginate/* listAll */._)(octokit, (0,places_places/* routeTo */.Bv)(place, thing), (page) => page[thing]);
    return items;
}
async function environmentsOf({ octokit, admission }, { place: { owner, repo }, wider }, failures) {
    if (admission?.mayList({ owner, repo }) === false)
        return [];
    try {
        const { items } = await (0,paginate/* listAll */._)(octokit, { route: '/repos/{owner}/{repo}/environments', parts: { owner, repo } }, ({ environments }) => environments);
        return items.filter(isPathSegment).map(({ name }) => ({
            place: { kind: 'actions', scope: 'environment', owner, repo, environment: name },
            wider,
        }));
    }
    catch (error) {
        failures.push({ what: 'environments', label: `${owner}/${repo}`, reason: (0,client_client/* githubFailure */.eQ)(error).message });
        return [];
    }
}
/** The repositories that read an organization's declared secrets or variables. */
async function readersOf({ octokit, names }, place, failures) {
    const owner = place.organization;
    const wanted = [
        ['secrets', (0,secret_names/* secretNamesIn */.m6)(names)],
        ['variables', (0,places_places/* hasVariables */.cF)(place) ? names.accessKeyVariable : []],
    ];
    try {
        const readers = new Map();
        let all = 'none';
        for (const [thing, those] of wanted) {
            if (those.length === 0)
                continue;
            const listed = await listEntries(octokit, place, thing);
            const entries = listed.filter(({ name }) => those.includes(name.toUpperCase()));
            if (entries.some(({ visibility }) => visibility === 'all'))
                all = 'all';
            else if (entries.some(({ visibility }) => visibility === 'private') && all === 'none')
                all = 'private';
            for (const { name } of entries.filter(({ visibility }) => visibility === 'selected'))
                for (const repo of await selectedRepositories(octokit, place, thing, name))
                    readers.set(repo.toLowerCase(), { owner, repo });
        }
        if (all !== 'none')
            for (const repo of await repositoriesOf(octokit, owner, all === 'private'))
                readers.set(repo.toLowerCase(), { owner, repo });
        if (readers.size <= places_patterns/* MOST_MATCHED */.fL)
            return [...readers.values()];
        const reason = `${readers.size} repositories read its secrets, and a check reads at most ${places_patterns/* MOST_MATCHED */.fL}`;
        failures.push({ what: 'organization', label: (0,places_places/* placeLabel */.sk)(place), reason });
        return [];
    }
    catch (error) {
        failures.push({ what: 'organization', label: (0,places_places/* placeLabel */.sk)(place), reason: (0,client_client/* githubFailure */.eQ)(error).message });
        return [];
    }
}
async function selectedRepositories(octokit, place, thing, name) {
    const { items } = await listSelected(octokit, (0,places_places/* routeTo */.Bv)(place, thing), (0,places_places/* namePart */.f0)(thing), name);
    return items.filter(isActive).map(({ name: repository }) => repository);
}
async function repositoriesOf(octokit, owner, onlyPrivate) {
    return (await (0,places_patterns/* listOrganization */.gI)(octokit, owner))
        .filter((repository) => isActive(repository) && (!onlyPrivate || repository.private !== false))
        .map(({ name }) => name);
}
/** Whether jobs can run in a repository: not in an archived one. */
function isActive(repository) {
    return repository.archived !== true && isPathSegment(repository);
}
/** Whether a name from an answer can be a path segment of a URL; these would change it, even encoded. */
function isPathSegment({ name }) {
    return name !== '.' && name !== '..' && name !== '';
}
const FAILURE_TEXTS = {
    environments: {
        text: 'could not check whether an environment shadows the secrets of its repository, because the environments could not be listed',
        remedy: 'Give the token the repository permission Actions: read, which is needed to list environments',
    },
    entries: {
        text: 'could not check whether secrets of the same names in narrower places shadow the rotated ones',
        remedy: 'Give the token access to these repositories, with the permissions Secrets: read and Environments: read (for ' +
            'other kinds of secrets, the permission of that kind; for variables, Variables: read)',
    },
    organization: {
        text: "could not check whether secrets of repositories shadow the organization's",
        remedy: 'Give the token the organization permission Secrets: read, and access to its repositories',
    },
};
/** One problem for each reason, not one for each place. */
function failureProblems(failures) {
    const kindOf = ({ what, reason }) => `${what}\n${reason}`;
    const kinds = new Map(failures.map((failure) => [kindOf(failure), failure]));
    return [...kinds].map(([kind, { what, reason }]) => {
        const { text, remedy } = FAILURE_TEXTS[what];
        const labels = (0,places_patterns/* shortList */.pg)(failures.filter((failure) => kindOf(failure) === kind).map(({ label }) => label));
        return { about: 'github-token', problem: `${text}: ${labels} (${reason})`, remedy };
    });
}

;// CONCATENATED MODULE: ./build/github/secrets/visibility-keeper.js





function createAccessKeeper(options) {
    const { octokit, place, thing, declared, siblings } = options;
    const route = (0,places_places/* routeTo */.Bv)(place, thing);
    const part = (0,places_places/* namePart */.f0)(thing);
    const known = new Map();
    const wanted = complete(declared);
    function shared() {
        const [first, ...others] = known.values();
        if (first === undefined)
            return siblings?.shared();
        return others.every((other) => sameAccess(first, other)) ? first : undefined;
    }
    // A repository needs both halves of a pair, so a new half gets the access of the other one.
    const newAccess = () => wanted ?? shared() ?? DEFAULT_ACCESS;
    /** The current access, which may have changed since `learn`; undefined if the entry was deleted. */
    async function readNow(name) {
        try {
            const answer = await octokit.request(`GET ${route.route}/{${part}}`, { ...route.parts, [part]: name });
            return await readAccess(octokit, route, part, (0,paginate/* checkedItem */.t)(answer.data));
        }
        catch (error) {
            if ((0,client_client/* githubFailure */.eQ)(error).status === 404)
                return undefined;
            throw error;
        }
    }
    function problemWith(name) {
        const own = known.get(name);
        const access = own ?? shared();
        const label = (0,places_places/* placeLabel */.sk)(place);
        // A change of a variable keeps its repositories.
        const sendsAccess = thing === 'secrets' || own === undefined;
        if (sendsAccess && access?.visibility === 'selected' && !access.complete) {
            return {
                about: 'selected-repositories',
                problem: `the token can access only ${access.repositoryIds.size} of the repositories that ${name} of ${label} is selected for, and a write would remove the others`,
                remedy: 'Give the token access to all of them, or list all of them in selected-repositories',
            };
        }
        if (declared?.visibility === 'selected' && access?.visibility !== 'selected') {
            return {
                about: 'selected-repositories',
                problem: `${name} of ${label} is not selected for any repository, and selected-repositories is empty`,
                remedy: 'List the repositories that read it, for example selected-repositories: shop, api',
            };
        }
        if (access === undefined && known.size > 0) {
            return {
                about: 'visibility',
                problem: `${[...known.keys()].join(', ')} of ${label} have different repository access, so the access of the new ${name} is not defined`,
                remedy: 'Set visibility, and selected-repositories if it is selected',
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
                throw new RequestNotSent(`the visibility of ${name} is now ${now.visibility}, and no repository is selected for it`);
            if (now.visibility === 'selected' && !now.complete)
                throw new RequestNotSent(`the token can no longer access all the repositories that ${name} is selected for`);
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

;// CONCATENATED MODULE: ./build/github/targets/restored-error.js

/**
 * GitHub's rate limits left a target half-written, and it was restored. It may be written again in the same run.
 */
class RestoredError extends ports/* TargetError */.I0 {
}

;// CONCATENATED MODULE: ./build/github/targets/entry-writes.js








/**
 * Reads whatever the writes need before the first of them, so that nothing delays the time between two of them.
 * @throws {TargetError} if that is not possible: the target is unchanged
 */
async function openEntries(context, entries) {
    const opened = await Promise.all(entries.map(async (entry) => {
        try {
            return { open: openEntry(context.clock, entry, await entry.open()) };
        }
        catch (error) {
            return { part: entry, ...failedBy(error) };
        }
    }));
    const failed = opened.flatMap((one) => ('failure' in one ? [one] : []));
    const [first] = failed;
    if (first !== undefined)
        throw new ports/* TargetError */.I0(...writeProblem(context, [first, ...failed.slice(1)], 'untouched'));
    return opened.flatMap((one) => ('open' in one ? [one.open] : []));
}
function openEntry(clock, { thing, name }, write) {
    return {
        thing,
        name,
        async write(credential) {
            const from = clock.now();
            try {
                const to = new Date((await write(credential)) ?? Number.NaN);
                const span = Number.isNaN(to.getTime())
                    ? { from, to: clock.now() }
                    : { from: from < to ? from : to, to };
                return { span };
            }
            catch (error) {
                return failedBy(error);
            }
        },
    };
}
/** Reads why a write failed. @throws the error itself if it ends the run */
function failedBy(error) {
    if (error instanceof RepositoryReplaced) {
        const failure = { status: 403, message: error.message };
        return { failure, sent: false, replaced: error.found };
    }
    if (error instanceof RequestNotSent)
        return { failure: { status: 403, message: error.message }, sent: false };
    if ((0,client_client/* isCausedBy */.VQ)(error, ports/* AmbiguousResult */.qF))
        return { failure: { status: undefined, message: error.message }, sent: true };
    if ((0,client_client/* isCausedBy */.VQ)(error, context/* Interrupted */.j)) {
        const failure = { status: 429, message: error.message, notSent: true };
        return { failure, sent: false, interrupted: error };
    }
    return { failure: (0,client_client/* githubFailure */.eQ)(error), sent: true };
}
/** The error for a target that could not be written. */
function writeError(context, { failures, left, limited }) {
    const [first, ...others] = failures;
    /* c8 ignore next -- a target fails only with a failure */
    if (first === undefined)
        throw new Error('a write failed without a reason; this is a bug');
    if (left === 'untouched' && first.interrupted !== undefined)
        return first.interrupted;
    const parameters = writeProblem(context, [first, ...others], left);
    return limited ? new RestoredError(...parameters) : new ports/* TargetError */.I0(...parameters);
}
function writeProblem(context, failures, left) {
    const [first] = failures;
    const names = failures.map(({ part }) => part.name).join(', ');
    const message = `${names} of ${(0,places_places/* placeLabel */.sk)(context.place)} could not be written: ${first.failure.message}`;
    const { remedy, knownCause } = remedyFor(context, first);
    return [message, left, remedy, { knownCause }];
}
function remedyFor({ token, place }, { part, failure, sent, replaced }) {
    if (replaced !== undefined)
        return replaced;
    if (!sent)
        return { remedy: 'The next run tries again' };
    if (failure.status === 403)
        return (0,explain_refusal/* forbidden */.o0)(token, place, part.thing, failure.message);
    const { remedy, knownCause } = (0,client_client/* generalRemedy */.$m)(failure);
    return {
        remedy: failure.redirected === true ? remedy : 'The next run tries again',
        ...(knownCause && { knownCause }),
    };
}

;// CONCATENATED MODULE: ./build/github/targets/write-pair.js
/** How often completing and restoring are tried in turn. The limiter's waits in between exceed the length of a run. */
const MOST_ROUNDS = 30;
/**
 * Writes a key to all entries of a target. If only some of them could be written, the pair is not left mixed if that can
 * be avoided: after a refusal for too many requests the target is completed or restored, whichever GitHub accepts first,
 * and after any other failure it is restored.
 * @param fallback reads the key that the target held before; undefined if it is not known
 */
async function writeTogether(parts, credential, fallback) {
    const holds = new Map(parts.map((part) => [part, 'old']));
    const spans = new Map();
    /** Writes a key to all entries that do not hold it. @returns the failures */
    async function write(key, as) {
        const wanting = parts.filter((part) => holds.get(part) !== as);
        const results = await allOf(wanting.map(async (part) => [part, await part.write(key)]));
        return results.flatMap(([part, result]) => {
            if ('span' in result) {
                holds.set(part, as);
                if (as === 'new')
                    spans.set(part.name, result.span);
                return [];
            }
            if (mayHaveEffect(result.failure))
                holds.set(part, 'unknown');
            return [{ part, ...result }];
        });
    }
    let failures = [];
    let limited = true;
    let old;
    for (let round = 1; round <= MOST_ROUNDS; round += 1) {
        if (limited) {
            failures = await write(credential, 'new');
            if (failures.length === 0)
                return { kind: 'written', spans };
            limited = failures.every(isLimited);
        }
        const states = new Set(holds.values());
        const maybeMixed = states.has('new') || (states.has('unknown') && states.has('old'));
        if (!maybeMixed) {
            const left = states.has('unknown') ? 'unknown' : round === 1 ? 'untouched' : 'restored';
            return { kind: 'failed', failures, left, limited: limited && left === 'restored' };
        }
        old ??= await fallback?.();
        const notRestored = old === undefined ? [] : await write(old, 'old');
        if (old !== undefined && notRestored.length === 0)
            return { kind: 'failed', failures, left: 'restored', limited };
        if (!limited && (old === undefined || !notRestored.every(isLimited)))
            break;
    }
    const left = [...holds.values()].includes('new') ? 'mixed' : 'unknown';
    return { kind: 'failed', failures, left, limited: false };
}
/** Whether GitHub refused a write for too many requests and may accept it later in this run. */
function isLimited({ failure }) {
    return failure.status === 429 && failure.notSent !== true;
}
/** Whether the result of a write that failed is unknown. */
function mayHaveEffect({ status, redirected }) {
    return redirected !== true && (status === undefined || status >= 500);
}
/** Waits for all promises, and only then throws the first error. */
async function allOf(work) {
    const results = await Promise.allSettled(work);
    return results.map((result) => {
        if (result.status === 'rejected')
            throw result.reason;
        return result.value;
    });
}

;// CONCATENATED MODULE: ./build/github/targets/place-target.js










function createPlaceTarget(options, target) {
    const { octokit, clock, reads, token } = options;
    const { place, access, match } = target;
    const context = { octokit, clock, token, place };
    const identity = createPlaceIdentity(octokit, reads, place, { access, listed: match?.ids });
    const { secrets, variables } = entriesOfPlace(options, target, (after) => identity.confirm(after));
    const entries = [...secretEntries(options, secrets), ...variableEntries(options, variables)];
    const itself = stateOf(target);
    /** Sends a request for the secrets and one for the variables; what cannot be read is a problem. */
    async function ask(question) {
        const one = async (thing, entries) => {
            try {
                return { answers: [await question(entries)], problems: [] };
            }
            catch (error) {
                return { answers: [], problems: [await (0,explain_refusal/* readProblem */.K)(context, thing, (0,client_client/* githubFailure */.eQ)(error))] };
            }
        };
        const results = await Promise.all([
            one('secrets', secrets),
            ...(variables === undefined ? [] : [one('variables', variables)]),
        ]);
        return {
            answers: results.flatMap(({ answers }) => answers),
            problems: results.flatMap(({ problems }) => problems),
        };
    }
    return {
        ...itself,
        names: entries.map(({ name }) => name),
        async observe() {
            const { answers, problems } = await ask((part) => part.observe());
            if (problems.length > 0)
                return problems;
            const current = answers.flatMap((answer) => answer.entries);
            const askedAt = new Date(Math.min(...answers.map((answer) => answer.askedAt.getTime())));
            return { state: { ...itself, secrets: current }, askedAt };
        },
        async prepare() {
            const { answers, problems } = await ask((part) => part.prepare());
            return [...answers.flat(), ...problems];
        },
        async identify() {
            try {
                // After the public key was read: no other repository can open what is sealed to it.
                return await identity.read(secrets.publicKeyRead());
            }
            catch (error) {
                return (0,explain_refusal/* readProblem */.K)(context, 'secrets', (0,client_client/* githubFailure */.eQ)(error));
            }
        },
        async write(credential, fallback) {
            const result = await writeTogether(await openEntries(context, entries), credential, fallback);
            if (result.kind === 'written')
                return result.spans;
            throw writeError(context, result);
        },
    };
}
/** The declared secrets of a place, and its declared variables if there are any. */
function entriesOfPlace({ octokit, clock, reads, names }, { place, access }, confirm) {
    const keeper = (thing, siblings) => place.scope === 'organization'
        ? createAccessKeeper({ octokit, place, thing, declared: access, siblings })
        : undefined;
    const ofSecrets = keeper('secrets');
    const common = { octokit, clock, reads, place, confirm };
    const secrets = createSecrets({ ...common, names: (0,secret_names/* secretNamesIn */.m6)(names), access: ofSecrets });
    if (!(0,places_places/* hasVariables */.cF)(place) || names.accessKeyVariable.length === 0)
        return { secrets, variables: undefined };
    const ofVariables = keeper('variables', ofSecrets);
    const variables = createVariables({ ...common, names: names.accessKeyVariable, access: ofVariables });
    return { secrets, variables };
}
function secretEntries({ names, bundle }, secrets) {
    return (0,secret_names/* secretNamesIn */.m6)(names).map((name) => ({
        thing: 'secrets',
        name,
        open: async () => {
            const write = await secrets.open(name);
            return (credential) => write((0,secret_names/* valueFor */.Xx)(names, name, credential, bundle));
        },
    }));
}
function variableEntries({ names }, variables) {
    if (variables === undefined)
        return [];
    return names.accessKeyVariable.map((name) => ({
        thing: 'variables',
        name: variableName(name),
        open: async () => {
            const write = await variables.open(name);
            return ({ accessKey }) => write(accessKey);
        },
    }));
}
/** The parts of a target's state that do not change. */
function stateOf({ place, match }) {
    return {
        id: (0,places_places/* placeId */.VM)(place),
        label: (0,places_places/* placeLabel */.sk)(place),
        // Only an environment can have protection rules.
        open: place.scope !== 'environment',
        ...(match !== undefined &&
            place.scope === 'repository' && {
            matched: { pattern: match.pattern, repository: `${place.owner}/${place.repo}` },
        }),
    };
}

;// CONCATENATED MODULE: ./build/github/targets/target-set.js

function createTargetSet(options) {
    const targets = new Map();
    const unreachable = new Map();
    let resolving;
    let places = [];
    let leftOut = [];
    function leaveOut({ id, label }, problem) {
        unreachable.set(id, problem);
        options.advise(`${label} cannot be reached: ${problem.problem}. ${problem.remedy}. The other targets are updated, and the ` +
            'replaced key is kept until this one is, too.');
    }
    async function resolve() {
        const { admission, onUnreachable } = options;
        const resolved = await options.resolve();
        for (const text of resolved.advice)
            options.advise(text);
        places = resolved.places.map(([place]) => place);
        const refused = (await admission?.admit(places)) ?? [];
        leftOut = (resolved.leftOut ?? []).map((place) => {
            const { id, names } = createPlaceTarget(options, { place });
            const repository = `${place.owner}/${place.repo}`;
            return { id, names, repository, onPurpose: resolved.leftOutOnPurpose === true };
        });
        const [first] = refused;
        for (const [place, access, match] of resolved.places) {
            const target = createPlaceTarget(options, { place, access, match });
            const isRefused = first !== undefined && admission?.isAdmitted(place) === false;
            if (isRefused && onUnreachable === 'continue')
                leaveOut(target, first);
            if (!isRefused || onUnreachable === 'continue')
                targets.set(target.id, target);
        }
        return onUnreachable === 'continue' ? resolved.problems : [...resolved.problems, ...refused];
    }
    return {
        resolve: () => (resolving ??= resolve()),
        places: () => places,
        leftOut: () => leftOut,
        reachable: () => [...targets.values()].filter(({ id }) => !unreachable.has(id)),
        unreachable: () => [...targets.values()].flatMap((target) => {
            const problem = unreachable.get(target.id);
            return problem === undefined ? [] : [[target, problem]];
        }),
        problemOf: (id) => unreachable.get(id),
        get(id) {
            const target = targets.get(id);
            if (target === undefined)
                throw new Error('a target is not one of the declared ones; this is a bug');
            return target;
        },
        leaveOut,
    };
}

;// CONCATENATED MODULE: ./build/github/targets/targets.js




/** The most places that are read at once; the rate limiter decides when each request is sent. */
const CONCURRENT_PLACES = 100;
/**
 * The secrets and variables of GitHub repositories, environments and organizations as targets. Nothing is ever
 * deleted, and only declared names are written.
 */
function createGithubTargets(options) {
    const targets = createTargetSet(options);
    const failsIfUnreachable = options.onUnreachable === 'fail';
    return {
        now: options.now,
        async observe() {
            const began = options.clock.stamp();
            const problems = await targets.resolve();
            const found = await ofEach(targets.reachable(), (target) => target.observe());
            const read = found.flatMap(([, one]) => ('state' in one ? [one] : []));
            const failed = found.flatMap(([target, one]) => ('state' in one ? [] : [[target, one]]));
            const states = read.map(({ state }) => state);
            const oldest = Math.min(...read.map(({ askedAt }) => askedAt.getTime()));
            const rest = { ageMs: Math.max(0, began().getTime() - oldest), leftOut: targets.leftOut() };
            // If no target can be reached, the reason is the token or the network.
            if (failsIfUnreachable || states.length === 0) {
                const unreachable = targets.unreachable().map(([, problem]) => problem);
                return {
                    states,
                    problems: [...problems, ...unreachable, ...failed.flatMap(([, one]) => one)],
                    ...rest,
                };
            }
            const earlier = targets.unreachable().map(([target]) => target);
            leaveOutAll(targets, failed);
            const unknown = [...earlier, ...failed.map(([target]) => target)].map(unknownState);
            return { states: [...states, ...unknown], problems, ...rest };
        },
        async shadows() {
            await targets.resolve();
            const { octokit, names, admission } = options;
            return findShadows({ octokit, places: targets.places(), names, ...(admission && { admission }) });
        },
        async prepare(ids) {
            const isUnreachable = (id) => targets.problemOf(id) !== undefined;
            const reachable = ids.filter((id) => !isUnreachable(id)).map((id) => targets.get(id));
            const found = await ofEach(reachable, (target) => target.prepare());
            const ready = found.flatMap(([target, problems]) => (problems.length === 0 ? [target] : []));
            const { identities, unread } = await identify(ready);
            const failed = [...found, ...unread];
            if (failsIfUnreachable)
                return { problems: failed.flatMap(([, problems]) => problems), identities };
            leaveOutAll(targets, failed);
            const unreachable = ids.filter(isUnreachable).map((id) => [id, []]);
            return { problems: [], identities: new Map([...identities, ...unreachable]) };
        },
        async identities() {
            await targets.resolve();
            const { identities, unread } = await identify(targets.reachable());
            return { problems: unread.flatMap(([, problems]) => problems), identities };
        },
        async write(id, credential, fallback) {
            const problem = targets.problemOf(id);
            if (problem === undefined)
                return targets.get(id).write(credential, fallback);
            throw new ports/* TargetError */.I0(`it cannot be reached: ${problem.problem}`, 'untouched', problem.remedy, {
                knownCause: problem.knownCause,
            });
        },
    };
}
function ofEach(targets, read) {
    return (0,map_concurrent/* mapConcurrent */._)(CONCURRENT_PLACES, targets, async (target) => [target, await read(target)]);
}
/** Reads the identities of targets, and why some could not be read. */
async function identify(targets) {
    const found = await ofEach(targets, (target) => target.identify());
    return {
        identities: new Map(found.flatMap(([{ id }, one]) => ('problem' in one ? [] : [[id, one]]))),
        unread: found.flatMap(([target, one]) => ('problem' in one ? [[target, [one]]] : [])),
    };
}
function leaveOutAll(targets, failed) {
    for (const [target, [first]] of failed)
        if (first !== undefined)
            targets.leaveOut(target, first);
}
/** The state of a target that cannot be read: it counts as one that does not hold the key. */
function unknownState({ id, label, open, matched, names }) {
    const rest = matched && { matched };
    return { id, label, open, ...rest, secrets: names.map((name) => ({ name, updatedAt: undefined })) };
}

// EXTERNAL MODULE: ./build/lib/yield-to-event-loop.js
var yield_to_event_loop = __webpack_require__(9605);
;// CONCATENATED MODULE: ./build/github/targets/paced.js



/** How often a target is started that GitHub's rate limits leave half-written. */
const paced_MOST_ATTEMPTS = 10;
/**
 * Targets whose entries are written together. If GitHub's rate limits require a wait, it is between two targets, never
 * between the halves of a pair, which jobs that start meanwhile would read as a mixed one.
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
            const prepared = targets.prepare(ids);
            // libsodium is loaded during the requests, so that no write waits for it.
            const sealing = ids.length > 0 ? (0,yield_to_event_loop/* yieldToEventLoop */.h)().then(seal/* loadSealing */.qs) : undefined;
            const [found] = await Promise.all([prepared, sealing]);
            return found;
        },
        async write(id, credential, fallback, insist = false) {
            const count = names.get(id) ?? 1;
            for (let attempt = 1;; attempt += 1) {
                try {
                    return await limiter.together(count, () => targets.write(id, credential, fallback), insist);
                }
                catch (error) {
                    // It was restored, and is started again when the budget allows all of its requests.
                    if (!(error instanceof RestoredError) || attempt === paced_MOST_ATTEMPTS)
                        throw error;
                }
            }
        },
    };
}

;// CONCATENATED MODULE: ./build/github/places/read-cache.js
function createOrder() {
    let last = 0;
    return () => (last += 1);
}
/** @param clock GitHub's time */
function createReadCache(clock) {
    const order = createOrder();
    return {
        repositories: createCachedReads(clock, order),
        repositoryIds: createCachedReads(clock, order),
        organizationIds: createCachedReads(clock, order),
        secrets: createCachedReads(clock, order),
        publicKeys: createCachedReads(clock, order),
        variableCounts: createCachedReads(clock, order),
    };
}
/** @param clock the time of the service */
function createCachedReads(clock, order = createOrder()) {
    const readings = new Map();
    async function read(ask, asked = order()) {
        const askedAt = clock.stamp();
        const answer = await ask();
        return { answer, askedAt, asked, answered: order() };
    }
    return {
        async ask(about, ask, after = 0) {
            const known = readings.get(about);
            if (known !== undefined && known.asked > after)
                return known.reading.catch(() => read(ask));
            const asked = order();
            const entry = { asked, reading: read(ask, asked) };
            readings.set(about, entry);
            try {
                const reading = await entry.reading;
                entry.answer = reading.answer;
                return reading;
            }
            catch (error) {
                if (readings.get(about) === entry)
                    readings.delete(about);
                throw error;
            }
        },
        forget(about, answer) {
            if (readings.get(about)?.answer === answer)
                readings.delete(about);
        },
    };
}

// EXTERNAL MODULE: ./build/commands/read-only.js
var read_only = __webpack_require__(4890);
;// CONCATENATED MODULE: ./build/commands/github.js













/** How much of a run's time must be left after a wait for GitHub's rate limits, in milliseconds. */
const AFTER_WAITING_MS = 60_000;
/**
 * Opens GitHub with the credentials of the inputs: a token, or a GitHub App.
 * @param tell called when GitHub's rate limits make the job wait
 */
function openGithub(github, { fetch, mask, debug, sleep, stopping }, tell) {
    // Times from GitHub are compared with GitHub's clock.
    const clock = (0,service_clock/* createServiceClock */.o)(sleep);
    const limiter = createRateLimiter({
        now: () => performance.now(),
        sleep,
        stopping,
        timeLeft: () => policy/* RUN_DEADLINE_MS */.Y - AFTER_WAITING_MS,
        share: github.budget,
        notify: tell,
    });
    const reads = createReadCache(clock);
    // Changes are always allowed here: an App's tokens are created and revoked even after the run's deadline.
    const connection = (0,http_connection/* createConnection */.tq)({
        service: 'GitHub',
        baseUrl: github.apiUrl,
        clock,
        fetch,
        allowChange: () => undefined,
        debug,
        retryForbidden: false,
        pace: pacedBy(limiter),
    });
    if ('token' in github) {
        const reader = (0,client_client/* createGithub */.uh)(connection, github.apiUrl, github.token);
        const close = () => Promise.resolve([]);
        return { github, clock, limiter, reads, reader, app: undefined, token: github.token, close };
    }
    const app = createGithubApp({
        identity: github.app,
        apiUrl: github.apiUrl,
        connection,
        tokenConnection: connection,
        clock,
        mask,
    });
    const close = () => app.close();
    return { github, clock, limiter, reads, reader: app.octokit, app, token: explain_refusal/* APP_TOKEN */.YK, close };
}
/** Finds the places that the declared targets of a key mean. */
async function resolveDeclared({ app, reader, reads }, declared) {
    const missing = (await app?.open((0,app_targets/* needsToResolve */.fz)(declared))) ?? [];
    // Without these permissions nothing could be looked up.
    if (missing.length > 0)
        return { places: [], problems: missing, advice: [], unlisted: [] };
    return resolveTargets(reader, reads, declared);
}
/**
 * The targets of one key.
 * @param options.bundle the text that one version of the secret holds
 */
function targetsFor(access, { targets, dryRun }, options) {
    const opened = openTargets(access, targets, { ...options, purpose: dryRun ? 'dry-run' : 'run' });
    return createPacedTargets(opened.targets, opened.limiter);
}
/** The targets of one key for a run that only reads, and changes nothing now or later. */
function targetsToCheck(access, targets, options) {
    // A target that cannot be reached is reported, whatever a rotation does about it.
    const strict = { ...targets, onUnreachable: 'fail' };
    const resolve = () => resolveDeclared(access, targets);
    return openTargets(access, strict, { ...options, resolve, bundle: read_only/* refuseChange */.P, purpose: 'check' }).targets;
}
function openTargets({ github, clock, limiter, reads, app, token }, { names, onUnreachable }, { purpose, runtime: { fetch, debug }, deadline, ...options }) {
    const own = limiter.within(() => deadline.leftMs() - AFTER_WAITING_MS);
    const connection = (0,http_connection/* createConnection */.tq)({
        service: 'GitHub',
        baseUrl: github.apiUrl,
        clock,
        fetch,
        allowChange: deadline,
        debug,
        retryForbidden: false,
        pace: pacedBy(own),
    });
    const common = { ...options, clock, token, now: clock.known, reads, names, onUnreachable };
    if (app === undefined) {
        const octokit = (0,client_client/* createGithub */.uh)(connection, github.apiUrl, token);
        return { targets: createGithubTargets({ ...common, octokit }), limiter: own };
    }
    const level = purpose === 'run' ? 'write' : 'read';
    const admission = (0,app_targets/* createAppAdmission */.P5)({ app, names, level, writesLater: purpose !== 'check' });
    const octokit = app.client(connection);
    const targets = createGithubTargets({ ...common, octokit, admission });
    return { targets: (0,app_targets/* reportAsApp */.GP)(targets), limiter: own };
}


/***/ }),

/***/ 4982:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ keysApiToCheck),
/* harmony export */   t: () => (/* binding */ connectKeysApi)
/* harmony export */ });
/* harmony import */ var _keys_api_issuer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(649);
/* harmony import */ var _rotation_model_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8575);
/* harmony import */ var _http_connection_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9285);
/* harmony import */ var _http_deadline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(489);
/* harmony import */ var _http_service_clock_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4641);
/* harmony import */ var _read_only_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4890);






/**
 * Opens a keys API with the credentials of the inputs.
 * @param clock the clock of the run, which its deadline is measured by
 */
function connectKeysApi({ url, token, name, permissions, expiry, first, verify }, runtime, clock) {
    return (0,_keys_api_issuer_js__WEBPACK_IMPORTED_MODULE_0__/* .createKeysApi */ .n)({
        // A new key is returned only once, so it is requested only while there is time left to store it.
        api: connect(url, runtime, (0,_http_deadline_js__WEBPACK_IMPORTED_MODULE_3__/* .createDeadline */ .d)(clock, _rotation_model_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .RUN_DEADLINE_MS */ .Y / 2)),
        url,
        token,
        name,
        permissions,
        expiry,
        first,
        verify: verification(verify, runtime),
        mask: runtime.mask,
    });
}
/** A keys API that only verifies keys. */
function keysApiToCheck({ verify }, runtime) {
    return (0,_keys_api_issuer_js__WEBPACK_IMPORTED_MODULE_0__/* .createKeysApi */ .n)({
        api: _read_only_js__WEBPACK_IMPORTED_MODULE_4__/* .refuseChange */ .P,
        url: '',
        token: '',
        name: undefined,
        permissions: [],
        expiry: '',
        first: undefined,
        verify: verification(verify, runtime),
        mask: runtime.mask,
    });
}
function connect(baseUrl, { fetch, debug, sleep }, allowChange) {
    return (0,_http_connection_js__WEBPACK_IMPORTED_MODULE_2__/* .createConnection */ .tq)({
        service: 'the keys API',
        baseUrl,
        clock: (0,_http_service_clock_js__WEBPACK_IMPORTED_MODULE_5__/* .createServiceClock */ .o)(sleep),
        fetch,
        allowChange,
        debug,
        retryForbidden: false,
    });
}
/** How keys are verified, over a connection that refuses changes; undefined where they are not. */
function verification(verify, runtime) {
    return verify && { ...verify, fetch: connect(verify.url, runtime, _read_only_js__WEBPACK_IMPORTED_MODULE_4__/* .refuseChange */ .P) };
}


/***/ }),

/***/ 5189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  policyOf: () => (/* binding */ policyOf),
  runRotate: () => (/* binding */ runRotate),
  e: () => (/* binding */ spanOf)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/config/duration.js
var config_duration = __webpack_require__(1359);
// EXTERNAL MODULE: ./build/scaleway/iam.js
var iam = __webpack_require__(2785);
// EXTERNAL MODULE: ./build/rotation/model/mark.js
var model_mark = __webpack_require__(7332);
// EXTERNAL MODULE: ./build/rotation/model/observation.js
var model_observation = __webpack_require__(5919);
// EXTERNAL MODULE: ./build/rotation/model/run-state.js
var run_state = __webpack_require__(720);
;// CONCATENATED MODULE: ./build/rotation/publish/credentials.js



/** A version holds something else than the key that its record names. */
class PayloadMismatch extends Error {
    name = 'PayloadMismatch';
    revision;
    constructor(revision, message) {
        super(message);
        this.revision = revision;
    }
}
function createCredentials(store) {
    // Only what this run created or read from the store. What it signs in with may be a mixed pair (only the secret counts
    // there), and must never be taken for the pair that its access key names.
    const held = new Map();
    async function read(known, { revision, record }) {
        const { accessKey } = record;
        const found = await store.read((0,run_state/* secretIdOf */.z)(known), revision);
        if (found?.accessKey === accessKey)
            return found;
        throw new PayloadMismatch(revision, `version ${revision} of the secret does not hold the key ${accessKey} that its record names`);
    }
    return {
        async of(known, generation) {
            const { accessKey } = generation.record;
            const own = held.get(accessKey);
            if (own !== undefined)
                return own;
            const found = await read(known, generation);
            if (known.observation.issuer === 'listing')
                refuseMismatch(known, generation, found);
            held.set(accessKey, found);
            return found;
        },
        async unconfirmed(known, generation) {
            const own = held.get(generation.record.accessKey);
            return own ?? read(known, generation);
        },
        remember(credential) {
            held.set(credential.accessKey, credential);
        },
    };
}
/** Compares a stored key with the digest in its mark. */
function refuseMismatch(known, { revision }, credential) {
    const { accessKey } = credential;
    const digest = (0,model_observation/* ownMark */.a1)(known.observation, accessKey)?.digest;
    /* c8 ignore next -- such a key is never asked for */
    if (digest === undefined)
        throw new Error(`nothing confirms the key ${accessKey}; this is a bug`);
    if (digest === (0,model_mark/* secretDigest */.bV)((0,run_state/* secretIdOf */.z)(known), credential))
        return;
    throw new PayloadMismatch(revision, `version ${revision} of the secret does not hold the secret key that was created with ${accessKey}`);
}

// EXTERNAL MODULE: ./build/rotation/decide/transition.js
var transition = __webpack_require__(9533);
// EXTERNAL MODULE: ./build/rotation/model/recorded-keys.js
var recorded_keys = __webpack_require__(4686);
// EXTERNAL MODULE: ./build/rotation/model/ports.js
var ports = __webpack_require__(8209);
// EXTERNAL MODULE: ./build/lib/poll.js
var poll = __webpack_require__(6403);
// EXTERNAL MODULE: ./build/rotation/model/record-digest.js
var record_digest = __webpack_require__(2381);
// EXTERNAL MODULE: ./build/rotation/model/in-doubt.js
var in_doubt = __webpack_require__(2921);
// EXTERNAL MODULE: ./build/rotation/observe/observe.js + 2 modules
var observe = __webpack_require__(2058);
// EXTERNAL MODULE: ./build/rotation/decide/rollover-source.js
var rollover_source = __webpack_require__(3873);
// EXTERNAL MODULE: ./build/rotation/model/record.js
var model_record = __webpack_require__(5352);
;// CONCATENATED MODULE: ./build/rotation/issue/store-pending.js



/** The store refused a version at the first attempt, so nothing was stored. The refusal is the cause. */
class StoreRefused extends Error {
    name = 'StoreRefused';
}
/** How often a version is sent, each time but the first after it was searched for. */
const ATTEMPTS = 2;
/** How often, and at which interval, the result of an unanswered request is searched for. */
const SEARCH = { attempts: 3, intervalMs: 2000 };
/**
 * Stores a key as a pending version. After a request without an answer, the version is searched for before the request
 * is sent again (protocol, rule 5).
 * @returns the revision
 * @throws {StoreRefused} if it is certain that nothing was stored
 * @throws {AmbiguousResult} if it is unknown
 */
async function storePending(context, version) {
    const { secretId, credential, record } = version;
    for (let attempt = 1;; attempt += 1) {
        try {
            return (await context.store.add(secretId, credential, (0,model_record/* writeRecord */.rh)(record))).revision;
        }
        catch (error) {
            if (!(error instanceof ports/* AmbiguousResult */.qF)) {
                if (attempt > 1 || !(error instanceof Error))
                    throw error;
                throw new StoreRefused(error.message, { cause: error });
            }
            const revision = await findStored(context, version);
            if (revision !== undefined)
                return revision;
            // If the list was stale, the key is now stored twice. Two versions of one key do not compete.
            if (attempt === ATTEMPTS)
                throw error;
        }
    }
}
function findStored({ store, clock }, { secretId, credential, newest }) {
    const find = async () => {
        const versions = await store.versions(secretId);
        return versions.find(({ revision, description }) => {
            const reading = (0,model_record/* readRecord */.aE)(description);
            return revision > newest && reading.kind === 'ours' && reading.record.accessKey === credential.accessKey;
        })?.revision;
    };
    return (0,poll/* poll */.w)(find, { ...SEARCH, clock, isFinal: (revision) => revision !== undefined });
}

// EXTERNAL MODULE: ./build/rotation/model/context.js
var model_context = __webpack_require__(2562);
;// CONCATENATED MODULE: ./build/rotation/issue/roll-over.js









/** No key is stored and none is given. */
const NOTHING_TO_ROLL_OVER = {
    about: 'keys-api-key',
    problem: 'the store holds no key that can be read and rolled over',
    remedy: 'For the first run, set keys-api-key to the key that you use now, or keys-api-expired-key-id to its ID; or create ' +
        'a new key with command: rotate',
};
/** How often a rollover is requested, the second time after the key was probed. */
const roll_over_ATTEMPTS = 2;
/**
 * Has the newest key rolled over. Its version's record says so beforehand, so that every later run knows that the key
 * may be deactivated. After a request without an answer, the key is probed before the request is sent again.
 */
async function rollOver(context, issuer, request) {
    const generation = (0,rollover_source/* rolloverSource */.$)(request.observation);
    const credential = generation && (await request.read(generation));
    const source = credential === undefined ? issuer.first : { credential };
    if (source === undefined)
        throw new ports/* RunProblems */.ww([NOTHING_TO_ROLL_OVER]);
    const accessKey = 'credential' in source ? source.credential.accessKey : undefined;
    const rollover = { request, source, generation, accessKey };
    await note(context, rollover, (record) => (0,in_doubt/* withRolloverStarted */.HD)(record, context.clock.now(), context.run));
    if (context.stopping()) {
        // Two requests were sent since this step began.
        await note(context, rollover, (record) => record);
        throw new model_context/* Interrupted */.j('the run was asked to end before the key was rolled over; the next run continues');
    }
    for (let attempt = 1;; attempt += 1) {
        let answer;
        try {
            answer = await issuer.rollOver(source);
        }
        catch (error) {
            if (!(error instanceof ports/* AmbiguousResult */.qF))
                throw error;
            const isLastAttempt = attempt === roll_over_ATTEMPTS;
            const result = await afterLostAnswer(context, issuer, rollover, { error, isLastAttempt });
            if (result === undefined)
                continue;
            return result;
        }
        if (answer.kind === 'created')
            return { kind: 'created', key: answer.key, replaces: accessKey };
        if (answer.kind === 'not-yet')
            return postponed(context, issuer, rollover);
        return afterRefusal(context, rollover, answer, attempt > 1);
    }
}
/** Writes the record of the version that is rolled over. */
async function note({ store }, { request: { observation, secretId }, generation }, change) {
    if (generation === undefined)
        return;
    const text = (0,record_digest/* recordText */.Pe)(change(generation.record), observation.targets);
    await store.describe(secretId, generation.revision, text);
}
function halted({ generation }, because) {
    return { kind: 'halted', because, source: generation };
}
function lost(rollover, certain, why, earlier = false) {
    const { accessKey } = rollover;
    return halted(rollover, { kind: 'answer-lost', replaced: { accessKey }, certain, earlier, why });
}
/** @returns undefined if the request may be sent again */
async function afterLostAnswer(context, issuer, rollover, { error, isLastAttempt }) {
    const state = await keyStateAfterLostAnswer(context, issuer, rollover);
    if (state === 'deactivated') {
        const by = await keyFromConcurrentRun(context, rollover);
        return by === undefined ? lost(rollover, true, error.message) : { kind: 'overtaken', by };
    }
    if (!isLastAttempt && !context.stopping())
        return undefined;
    // A request that is still under way may deactivate the key, so the record keeps saying that it is in doubt.
    if (state === 'valid') {
        const seen = 'The key was accepted after that, so it was probably not rolled over';
        throw new ports/* AmbiguousResult */.qF(`${error.message}. ${seen}`, { cause: error.cause });
    }
    return lost(rollover, false, error.message);
}
/** The issuer does not roll the key over yet, so the key is valid. */
async function postponed(context, issuer, rollover) {
    const { request, generation, accessKey } = rollover;
    await note(context, rollover, in_doubt/* withoutRolloverStarted */.Vn);
    const end = generation?.record.expires;
    const until = end && new Date(end.getTime() - issuer.rollsOverWithinMs);
    if (generation !== undefined && !request.observation.keys.has(generation.record.accessKey)) {
        const text = 'The stored key is refused at keys-api-verify-url, but the service says that the key exists. Check ' +
            'keys-api-verify-url and keys-api-verify-header.';
        context.report({ kind: 'advice', text });
    }
    return halted(rollover, { kind: 'not-yet', accessKey, until, forced: request.policy.force });
}
/** @param isRepeated an earlier request of this run got no answer */
async function afterRefusal(context, rollover, answer, isRepeated) {
    const { problem } = answer.problem;
    const { generation, request } = rollover;
    if (answer.kind === 'refused') {
        // The result of the first request stays unknown.
        if (isRepeated)
            return lost(rollover, false, problem);
        await note(context, rollover, (record) => record); // a key that was in doubt before still is
        throw new ports/* RunProblems */.ww([answer.problem]);
    }
    const by = await keyFromConcurrentRun(context, rollover);
    if (by !== undefined)
        return { kind: 'overtaken', by };
    // The first request took effect. A key that is not in the store may never have been known to the service, or be
    // another user's.
    if (isRepeated)
        return lost(rollover, generation !== undefined, problem);
    if (generation?.record.replacing !== undefined) {
        // The service gives the same answer for a key of another user: only a key that was refused is certainly deactivated.
        return lost(rollover, !request.observation.keys.has(generation.record.accessKey), problem, true);
    }
    throw new ports/* RunProblems */.ww([answer.problem]);
}
/** The state of a key after a rollover without an answer. A probe says something only if it accepted the key before. */
async function keyStateAfterLostAnswer({ clock }, { probe }, { request: { observation }, source }) {
    if (probe === undefined || !('credential' in source))
        return 'unknown';
    const { credential } = source;
    if (observation.keys.get(credential.accessKey)?.works !== true)
        return 'unknown';
    const last = await (0,poll/* poll */.w)(() => probe(credential), {
        ...SEARCH,
        delayFirst: true,
        clock,
        isFinal: (answer) => answer === 'denied',
    });
    if (last === 'denied')
        return 'deactivated';
    return last === 'unclear' ? 'unknown' : 'valid';
}
/**
 * The key that another run got by rolling over the same key since the observation. That run stores it at once, so it is
 * found soon. A version with a key of another origin says nothing about the lost answer.
 */
async function keyFromConcurrentRun(context, { request: { observation, secretId }, accessKey }) {
    const newest = (0,model_observation/* newestRevision */.Aw)(observation);
    const isSuccessor = (record) => record.rolledOver === true && (accessKey === undefined || record.replaces === accessKey);
    const find = async () => {
        const versions = await (0,observe/* rereadVersions */.v9)(context, secretId);
        return versions.findLast(({ revision, record }) => revision > newest && record !== undefined && isSuccessor(record))?.record?.accessKey;
    };
    return (0,poll/* poll */.w)(find, { ...SEARCH, clock: context.clock, isFinal: (found) => found !== undefined });
}

// EXTERNAL MODULE: ./build/rotation/model/target-identities.js
var target_identities = __webpack_require__(9919);
// EXTERNAL MODULE: ./build/lib/error-message.js
var error_message = __webpack_require__(4244);
// EXTERNAL MODULE: ./build/lib/map-concurrent.js
var map_concurrent = __webpack_require__(1522);
;// CONCATENATED MODULE: ./build/rotation/publish/publish.js



/** How many targets are written side by side, at most; when a request goes is for the targets' own limits to say. */
const SIDE_BY_SIDE = 100;
/**
 * Writes a key to targets, side by side. A target that fails does not stop the others.
 * @throws whatever is not a {@link TargetError}, once the writes under way have ended
 */
async function publish(context, states, credential, { previousCredential, refusal }) {
    const written = new Map();
    const failed = [];
    const postponed = [];
    await (0,map_concurrent/* mapConcurrent */._)(SIDE_BY_SIDE, states, async (state) => {
        const { id, label } = state;
        if (context.stopping())
            return;
        try {
            const refused = refusal(state);
            if (refused !== undefined)
                throw refused;
            written.set(id, await context.targets.write(id, credential, previousCredential(state)));
            context.report({ kind: 'target-written', label, count: written.size, total: states.length });
        }
        catch (error) {
            if (error instanceof model_context/* Interrupted */.j)
                return; // it was not begun
            if (error instanceof ports/* Postponed */.Dz) {
                failed.push(id);
                postponed.push(label);
                return;
            }
            if (!(error instanceof ports/* TargetError */.I0))
                throw error;
            failed.push(id);
            context.report({ kind: 'target-failed', label, error });
        }
    });
    if (postponed.length > 0)
        context.report({ kind: 'targets-postponed', labels: postponed });
    return { written, failed };
}

;// CONCATENATED MODULE: ./build/rotation/issue/recover-unstored.js




/**
 * Saves a key that could not be stored: it is encrypted for the recovery key and, after a rollover, which deactivated
 * the old key, written to the targets.
 */
async function recoverUnstored(context, observation, credential, { rolledOver, error }) {
    const { accessKey } = credential;
    const why = [reasonOf(error)];
    // This comes first because it is immediate. If it fails, the targets still get the key.
    if (context.sealForRecovery !== undefined) {
        try {
            context.report({ kind: 'sealed', accessKey, box: await context.sealForRecovery(credential.secret) });
        }
        catch (inner) {
            why.push(`it could not be encrypted with recovery-public-key: ${reasonOf(inner)}`);
        }
    }
    const left = new Set(observation.targets.map(({ id }) => id));
    if (rolledOver) {
        // Also after the run was asked to end: no later run has the key.
        const unstoppable = { ...context, stopping: () => false, targets: isolated(context.targets) };
        const { identities } = await context.targets.prepare([...left]);
        const recorded = (0,target_identities/* recordedIdentities */.nY)(observation, undefined);
        const { written } = await publish(unstoppable, observation.targets, credential, {
            previousCredential: () => undefined,
            refusal: (state) => (0,target_identities/* refusalOf */.Of)(state, recorded, identities.get(state.id), context.accepted),
        });
        for (const id of written.keys())
            left.delete(id);
    }
    return { kind: 'unstored', accessKey, rolledOver, targets: [...left], why: [...new Set(why)].join('; ') };
}
/** The same targets, where any error is a failure of one target only. */
function isolated(targets) {
    return {
        ...targets,
        async write(id, credential, fallback) {
            try {
                return await targets.write(id, credential, fallback, true);
            }
            catch (error) {
                if (error instanceof ports/* TargetError */.I0)
                    throw error;
                throw new ports/* TargetError */.I0(reasonOf(error), 'unknown', 'Run once with command: rotate', { cause: error });
            }
        },
    };
}
/** The message of an error's cause, if it has one. */
function reasonOf(error) {
    return (0,error_message/* errorMessage */.g)(error instanceof Error && error.cause instanceof Error ? error.cause : error);
}

;// CONCATENATED MODULE: ./build/rotation/issue/issue-blind.js







/** The waits in milliseconds between the attempts to store a key that cannot be retrieved again. */
const STORE_WAITS_MS = [1000, 2000, 4000, 8000, 16_000];
/** No attempt begins later than this: the remaining time is for the targets, which hold a deactivated key. */
const STORE_TIMEOUT_MS = 3 * 60_000;
/**
 * Has a key issued and stores it. Nothing comes between the answer and the store, because the answer is the only one
 * that shows the key, and a rollover deactivates the old key at once.
 */
async function issueBlind(context, issuer, request) {
    const { policy, observation, secretId, plan } = request;
    const { clock, run, report } = context;
    const rollsOver = policy.command === 'rollover';
    const asked = rollsOver ? await rollOver(context, issuer, request) : await create(issuer, plan);
    if (asked.kind !== 'created')
        return asked;
    const { credential } = asked.key;
    const { accessKey } = credential;
    const at = clock.now();
    // A new key has not expired: an expiry in the past is ignored.
    const expiresAt = asked.key.expiresAt && asked.key.expiresAt > at ? asked.key.expiresAt : undefined;
    const record = {
        stage: 'pending',
        accessKey,
        since: at,
        replaces: asked.replaces,
        issued: at,
        madeBy: run,
        expires: expiresAt,
        rolledOver: rollsOver || undefined,
        run,
        text: '',
        written: new Map(),
    };
    const stored = await storePatiently(context, {
        secretId,
        credential,
        record,
        newest: (0,model_observation/* newestRevision */.Aw)(observation),
    });
    report({ kind: 'key-created', accessKey, expiresAt });
    if (!stored.ok) {
        const because = await recoverUnstored(context, observation, credential, {
            rolledOver: rollsOver,
            error: stored.error,
        });
        return { kind: 'halted', because, source: (0,rollover_source/* rolloverSource */.$)(observation) };
    }
    const { revision } = stored;
    report({ kind: 'key-stored', accessKey, revision });
    const key = (0,recorded_keys/* unmarkedKey */.T9)({ accessKey, createdAt: at, expiresAt });
    return { kind: 'stored', key, version: { revision, status: 'enabled', record }, credential };
}
/** Has another key created. The request is sent once: a key whose answer is lost cannot be found. */
async function create(issuer, plan) {
    try {
        return { kind: 'created', key: await issuer.create(), replaces: plan.replaces };
    }
    catch (error) {
        if (!(error instanceof ports/* AmbiguousResult */.qF))
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
/** Stores a key, again after any failure, because it cannot be retrieved a second time. */
async function storePatiently(context, version) {
    const { clock } = context;
    const began = clock.stamp();
    for (let attempt = 0;; attempt += 1) {
        try {
            return { ok: true, revision: await storePending(context, version) };
        }
        catch (error) {
            const wait = STORE_WAITS_MS[attempt];
            const elapsed = clock.now().getTime() - began().getTime();
            if (wait === undefined || elapsed > STORE_TIMEOUT_MS)
                return { ok: false, error };
            await clock.sleep(wait);
        }
        /* c8 ignore next 2 -- the loop is left by returning */
    }
}

// EXTERNAL MODULE: ./build/rotation/model/policy.js
var model_policy = __webpack_require__(8575);
;// CONCATENATED MODULE: ./build/rotation/publish/save.js





/** Writes the record that a version has in `next`. */
async function saveRecord(store, next, revision) {
    await store.describe((0,run_state/* secretIdOf */.z)(next), revision, textOf(next, revision));
}
/**
 * Writes what a version's record says of the targets, and before it the digest of that into its key's mark: only then
 * a later run trusts it (protocol, rules 8 and 9).
 * @param look what is looked at between the two; it throws where the record must not be written
 * @returns what is known then
 */
async function savePublication({ issuer, store, clock }, next, revision, look = () => Promise.resolve()) {
    const text = textOf(next, revision);
    const accessKey = (0,transition/* recordOf */.zv)(next.observation, revision)?.accessKey ?? '';
    const key = next.observation.keys.get(accessKey);
    let saved = next;
    if (issuer.kind === 'listing' && key?.mark !== undefined) {
        const at = key.mark.published?.at ?? clock.now();
        const mark = (0,transition/* publishedMark */.S0)(key.mark, revision, (0,model_record/* tableDigest */.jE)(text) ?? '', at);
        await issuer.describe(accessKey, (0,model_mark/* writeDescription */.MY)(mark, key.text));
        saved = { ...next, observation: withKey(next.observation, { ...key, mark }) };
    }
    await look();
    await store.describe((0,run_state/* secretIdOf */.z)(next), revision, text);
    return saved;
}
/** Disables a version that is enabled in `known`. */
async function saveStatus(store, known, revision) {
    const status = known.observation.versions.find((version) => version.revision === revision)?.status;
    if (status === 'enabled')
        await store.disable((0,run_state/* secretIdOf */.z)(known), revision);
}
/** Closes a version that this run stored: nobody reads it any more, and no run finishes it. */
async function closeVersion({ store, clock, run }, secretId, revision, record) {
    await store.disable(secretId, revision);
    const retired = { ...record, stage: 'retired', retired: clock.now(), run };
    await store.describe(secretId, revision, (0,model_record/* writeRecord */.rh)(retired));
}
/** Marks a key that this run stored or restored as replaced: its grace period begins. */
async function markReplaced({ clock }, issuer, key) {
    /* c8 ignore next -- it was marked before it was stored */
    if (key.mark === undefined)
        throw new Error(`the key ${key.accessKey} has no mark; this is a bug`);
    const mark = { ...key.mark, phase: 'replaced', at: clock.now() };
    await issuer.describe(key.accessKey, (0,model_mark/* writeDescription */.MY)(mark, key.text));
}
function textOf({ observation }, revision) {
    const record = (0,transition/* recordOf */.zv)(observation, revision);
    /* c8 ignore next -- only versions with a record are written */
    if (record === undefined)
        throw new Error(`version ${revision} has no record; this is a bug`);
    return (0,record_digest/* recordText */.Pe)(record, observation.targets);
}
function withKey(observation, key) {
    return { ...observation, keys: new Map(observation.keys).set(key.accessKey, key) };
}

;// CONCATENATED MODULE: ./build/rotation/issue/issue-listed.js











/** How often a create request is sent, each time but the first after its key was searched for. */
const issue_listed_ATTEMPTS = 2;
/**
 * Creates a key, verifies it, marks it `stored`, stores it, and checks the versions again (protocol, rules 1 to 3). So
 * every version that was ever enabled holds a verified key, and any later run can complete it.
 * @param verify whether the key is accepted
 */
async function issueListed(context, issuer, request, verify) {
    const { clock, report, run } = context;
    const { observation, secretId, plan } = request;
    const created = await issue_listed_create(context, issuer, request);
    const { credential } = created;
    const { accessKey } = credential;
    report({ kind: 'key-created', accessKey, expiresAt: created.key.expiresAt });
    const key = await deleteOnFailure(issuer, accessKey, async () => (await verify(credential)) ? markStored(context, issuer, request, created) : undefined);
    if (key === undefined) {
        await issuer.delete(accessKey);
        return { kind: 'unverified', accessKey };
    }
    const record = {
        stage: 'pending',
        accessKey,
        since: clock.now(),
        replaces: plan.replaces,
        issued: key.createdAt,
        madeBy: run,
        run,
        text: plan.text,
        written: new Map(),
    };
    const newest = (0,model_observation/* newestRevision */.Aw)(observation);
    const revision = await storeNewKey(context, issuer, { secretId, credential, record, newest });
    report({ kind: 'key-stored', accessKey, revision });
    const version = { revision, status: 'enabled', record };
    const lost = await checkAfterStore(context, issuer, request, { key, version });
    return lost ?? { kind: 'stored', key, version, credential };
}
/** Only the run that creates a key writes its digest, from the answer that showed it, within D of its creation (rule 2). */
async function markStored({ clock }, issuer, { secretId, plan }, { key, credential, mark }) {
    const at = clock.now();
    if (at.getTime() - key.createdAt.getTime() >= model_policy/* RUN_DEADLINE_MS */.Y) {
        throw new Error(`the key ${key.accessKey} was verified more than 30 minutes after its creation, so it is not used; run again`);
    }
    const stored = (0,transition/* storedMark */.p9)(mark, (0,model_mark/* secretDigest */.bV)(secretId, credential), { at });
    const description = (0,model_mark/* writeDescription */.MY)(stored, plan.text);
    await issuer.describe(key.accessKey, description);
    return (0,observe/* parseKey */.Do)({ ...key, description });
}
/**
 * Reads the versions and the key's mark again after the key was stored (protocol, rule 3).
 * @returns undefined if this run continues with its key
 */
async function checkAfterStore(context, issuer, { observation, secretId }, { key, version }) {
    const { accessKey } = key;
    const { revision, record } = version;
    const [versions, answer] = await Promise.all([(0,observe/* rereadVersions */.v9)(context, secretId), issuer.key(accessKey)]);
    const own = versions.find((one) => one.revision === revision);
    const mark = answer.kind === 'own' ? (0,observe/* parseKey */.Do)(answer.key).mark : undefined;
    if (own?.record?.stage !== 'pending' || own.status !== 'enabled' || mark?.phase !== 'stored') {
        // Another run published the version or gave it up; the current state shows which.
        context.report({ kind: 'overtaken', accessKey, by: accessKey });
        return { kind: 'helped', accessKey };
    }
    const by = await competingKey(context, observation, versions, { revision, accessKey });
    if (by === undefined)
        return undefined;
    context.report({ kind: 'overtaken', accessKey, by });
    await closeVersion(context, secretId, revision, record);
    await markReplaced(context, issuer, key);
    return { kind: 'lost', accessKey };
}
/** Runs the work between the creation of a key and its storage. If it fails, only this run knows the key: it is deleted. */
async function deleteOnFailure(issuer, accessKey, work) {
    try {
        return await work();
    }
    catch (error) {
        await issuer.delete(accessKey).catch((inner) => {
            throw new AggregateError([error, inner], `the key ${accessKey} could not be verified and stored (${(0,error_message/* errorMessage */.g)(error)}), and could not be deleted; a later run deletes it`);
        });
        throw error;
    }
}
/** Creates the key. After a request without an answer, the key is searched for by its mark and deleted (rule 5). */
async function issue_listed_create(context, issuer, { secretId, plan }) {
    for (let attempt = 1;; attempt += 1) {
        const mark = { phase: 'made', secretId, attempt: context.newAttempt(), at: context.clock.now() };
        try {
            const { key, credential } = await issuer.create({
                description: (0,model_mark/* writeDescription */.MY)(mark, plan.text),
                expiresAt: plan.expiresAt,
                defaultProjectId: plan.defaultProjectId,
            });
            return { key, credential, mark };
        }
        catch (error) {
            if (!(error instanceof ports/* AmbiguousResult */.qF))
                throw error;
            const orphan = await findOrphan(context, issuer, mark);
            if (orphan !== undefined) {
                // Its secret was in the lost answer, so the key can never be used.
                await issuer.delete(orphan);
                context.report({ kind: 'lost-answer', accessKey: orphan });
            }
            if (attempt === issue_listed_ATTEMPTS || context.stopping())
                throw error;
        }
        /* c8 ignore next 2 -- the loop is left by returning or throwing */
    }
}
async function findOrphan({ clock }, issuer, mark) {
    const find = async () => (await issuer.keys())
        .map(observe/* parseKey */.Do)
        .find((key) => key.mark?.attempt === mark.attempt && key.mark.secretId === mark.secretId)?.accessKey;
    return (0,poll/* poll */.w)(find, {
        ...SEARCH,
        delayFirst: true,
        clock,
        isFinal: (accessKey) => accessKey !== undefined,
    });
}
/** Stores the new key. If the store refuses it, the key is stored nowhere and only this run knows it: it is deleted. */
async function storeNewKey(context, issuer, version) {
    try {
        return await storePending(context, version);
    }
    catch (error) {
        // After an unknown result another run may be publishing the version, so the key is kept.
        if (!(error instanceof StoreRefused))
            throw error;
        const { accessKey } = version.credential;
        await issuer.delete(accessKey).catch((inner) => {
            throw new AggregateError([error.cause, inner], `the key ${accessKey} could be neither stored nor deleted; a later run deletes it`);
        });
        throw error.cause;
    }
}
/**
 * The access key that another run is publishing or has published since the observation: the key of an older pending
 * version that is valid, or of a version that became current. Access keys are compared, not revisions (rule 3).
 */
async function competingKey(context, observation, versions, own) {
    const before = (0,model_observation/* currentGeneration */.Ev)(observation)?.revision ?? 0;
    const rivals = (0,model_observation/* generations */.YZ)({ ...observation, versions }).filter(({ revision, status, record }) => status === 'enabled' &&
        record.accessKey !== own.accessKey &&
        revision > before &&
        ((record.stage === 'pending' && revision < own.revision) || record.stage === 'current'));
    const seen = await withNamedKeys(context, { ...observation, versions }, rivals);
    const floor = (0,model_observation/* currentGeneration */.Ev)(seen)?.revision ?? 0;
    return rivals.find((rival) => {
        const { revision, record } = rival;
        const state = (0,model_observation/* versionState */.M7)(seen, rival);
        const key = seen.keys.get(record.accessKey);
        if (key === undefined || (0,model_observation/* isExpired */._d)(observation, key))
            return false;
        return state === 'current' || (state === 'pending' && revision < own.revision && revision > floor);
    })?.record.accessKey;
}
/** An observation with the keys of some versions as they are now. */
async function withNamedKeys({ issuer }, observation, named) {
    if (issuer.kind === 'blind')
        return { ...observation, keys: (0,recorded_keys/* recordedKeys */.NC)(observation) };
    const keys = new Map(observation.keys);
    const foreign = new Set(observation.foreign);
    for (const accessKey of new Set(named.map(({ record }) => record.accessKey))) {
        const answer = await issuer.key(accessKey);
        if (answer.kind === 'own')
            keys.set(accessKey, (0,observe/* parseKey */.Do)(answer.key));
        else
            keys.delete(accessKey);
        if (answer.kind === 'foreign' || answer.kind === 'hidden')
            foreign.add(accessKey);
    }
    return { ...observation, keys, foreign };
}

// EXTERNAL MODULE: ./build/rotation/decide/new-key-settings.js
var new_key_settings = __webpack_require__(8052);
;// CONCATENATED MODULE: ./build/rotation/run/verify-until-valid.js

/** Consecutive successes that verify a key: IAM may accept, refuse and accept it again while the key propagates. */
const NEEDED = 3;
/** Time between two of them, and after a failure, in milliseconds. */
const BETWEEN_MS = 1000;
const AFTER_FAILURE_MS = 2000;
/** Asks with both keys at once. @param reference the replaced key, undefined where nobody holds it */
async function ask(probe, candidate, reference) {
    const [answer, expected] = await Promise.all([
        probe(candidate),
        reference === undefined ? 'denied' : probe(reference),
    ]);
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
 * @returns whether the key was verified within `timeoutMs`
 */
async function verifyUntilValid({ clock, report, stopping }, probe, candidate, reference, timeoutMs) {
    let wanted = 'denied';
    let inARow = 0;
    let waited = 0;
    const began = clock.stamp();
    for (;;) {
        const asked = wanted === 'accepted' ? undefined : reference;
        const { answer, expected } = await ask(probe, candidate, asked);
        // The best that the replaced key ever got: it, too, may be refused for a moment.
        wanted = better(wanted, expected);
        const passed = passes(answer, wanted);
        inARow = passed ? inARow + 1 : 0;
        report({ kind: 'key-probed', accessKey: candidate.accessKey, answer, inARow, needed: NEEDED });
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
            throw new model_context/* Interrupted */.j('the run was asked to end before the new key was verified; the next run continues');
    }
}
function better(a, b) {
    const order = ['unclear', 'denied', 'forbidden', 'accepted'];
    return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

;// CONCATENATED MODULE: ./build/rotation/run/key-verifier.js





function createKeyVerifier(context, policy, credentials) {
    const { issuer, clock } = context;
    const facts = () => ({ at: clock.now(), run: context.run });
    async function verifyKey(known, step) {
        const generation = (0,model_observation/* generationAt */.cU)(known.observation, step.revision);
        const candidate = await credentials.of(known, generation);
        const { probe } = issuer;
        if (probe === undefined) {
            const why = 'keys-api-verify-url is not set';
            const { accessKey } = step;
            context.report({ kind: 'unchecked', what: 'whether the new key works', why, accessKey });
            return (0,transition/* applyStep */.pA)(known, step, { ...facts(), works: true });
        }
        const reference = await replacedCredential(known, generation.record);
        const works = await verify(probe, candidate, reference);
        if (works && generation.record.rolledOver === true)
            await seeEnded(known, probe, generation);
        return (0,transition/* applyStep */.pA)(known, step, { ...facts(), works });
    }
    async function verify(probe, candidate, reference) {
        const { propagationTimeoutMs } = policy;
        const works = await verifyUntilValid(context, probe, candidate, reference, propagationTimeoutMs);
        if (!works) {
            const seconds = Math.round(propagationTimeoutMs / 1000);
            context.report({ kind: 'unverified', accessKey: candidate.accessKey, seconds });
        }
        return works;
    }
    /** Says so where a key still works that the issuer should have ended when it was rolled over. */
    async function seeEnded(known, probe, { record }) {
        const generation = (0,model_observation/* generations */.YZ)(known.observation).findLast(({ record: { accessKey }, status }) => accessKey === record.replaces && status === 'enabled');
        const first = issuer.kind === 'blind' ? issuer.first : undefined;
        const given = first !== undefined && 'credential' in first ? first.credential : undefined;
        const old = generation === undefined ? given : await credentials.of(known, generation);
        if (old === undefined || old.accessKey !== record.replaces || (await probe(old)) !== 'accepted')
            return;
        const text = `The replaced key ${old.accessKey} still works, although the service said that it was rolled over. ` +
            'Ask whoever runs it; the new key works as well.';
        context.report({ kind: 'advice', text });
    }
    /** The key that the new one is compared with: the current one, or our own where the bearer rotates itself. */
    async function replacedCredential(known, { rolledOver }) {
        const current = (0,model_observation/* currentGeneration */.Ev)(known.observation);
        if (rolledOver === true)
            return undefined; // what it replaced is dead
        if (current?.status === 'enabled' && known.observation.keys.has(current.record.accessKey)) {
            // It only answers a question, so that one that nothing confirms will do.
            return (0,model_observation/* isPublishable */.oB)(known.observation, current.record.accessKey)
                ? credentials.of(known, current)
                : credentials.unconfirmed(known, current);
        }
        return known.observation.keys.has(context.runCredentials.accessKey) ? context.runCredentials : undefined;
    }
    async function issueVerified(known, issuer, secretId, plan) {
        // Before there is a key: a stored payload that is not what it should be ends this step.
        const reference = await replacedCredential(known, {});
        if (context.stopping())
            throw new model_context/* Interrupted */.j('the run was asked to end before a key was created; the next run creates one');
        return issueListed(context, issuer, { observation: known.observation, secretId, plan }, (credential) => verify(issuer.probe, credential, reference));
    }
    return { verifyKey, issueVerified };
}

;// CONCATENATED MODULE: ./build/rotation/issue/roll-back.js








/**
 * Stores the key of a replaced version once more, as a pending version, and looks again (protocol, rule 14). Its mark
 * says `stored` first: whoever retires a key disables its versions first and reads the mark last, so that of the two,
 * one sees the other.
 * @param revision the version that holds the key
 * @returns the new version's revision; undefined where another run went on with it, and published it or gave it up
 * @throws where another run was at work on another key; the new version is closed then
 */
async function rollBack(context, observation, secretId, revision, credential) {
    const { accessKey } = credential;
    const { clock, run } = context;
    const from = (0,model_observation/* generationAt */.cU)(observation, revision);
    const record = (0,transition/* rolledBackRecord */.j9)(observation, from, { at: clock.now(), run });
    await markStoredAgain(context, observation, accessKey);
    await refuseIfRetired(context, secretId, revision, accessKey);
    const newest = (0,model_observation/* newestRevision */.Aw)(observation);
    const restored = await storePending(context, { secretId, credential, record, newest });
    context.report({ kind: 'key-stored', accessKey, revision: restored });
    const versions = await (0,observe/* rereadVersions */.v9)(context, secretId);
    const source = versions.find((version) => version.revision === revision);
    const own = versions.find((version) => version.revision === restored);
    // The list was read too early: another run may have found the version and be publishing it.
    if (own === undefined)
        throw new Error(`version ${restored} was stored and is not listed yet; the next run continues`);
    // What another run made current is not taken back: its targets hold the key.
    if (own.record?.stage !== 'pending' || own.status !== 'enabled') {
        context.report({ kind: 'overtaken', accessKey, by: accessKey });
        return undefined;
    }
    const rival = await competingKey(context, observation, versions, { revision: restored, accessKey });
    const key = await restoredKey(context, observation, accessKey);
    // With marks, the key's own mark decides. Without them, the record of the source says whether a run retires the key.
    const isSource = context.issuer.kind === 'listing' || (source?.status === 'enabled' && source.record?.stage === 'previous');
    if (isSource && rival === undefined && key !== undefined)
        return restored;
    await closeVersion(context, secretId, restored, record);
    if (context.issuer.kind === 'listing' && key !== undefined)
        await markReplaced(context, context.issuer, key);
    throw new Error(rival === undefined
        ? retiredText(accessKey)
        : `another run is publishing the key ${rival}; wait until that run has ended, then roll back`);
}
/**
 * Looks before the key is stored: a retirement that read the mark before it said `stored` had disabled the version, so
 * the key may be deleted, and nobody must read it from a new version. The version is read, because a list may be old.
 */
async function refuseIfRetired({ issuer, store }, secretId, revision, accessKey) {
    if (issuer.kind !== 'listing')
        return;
    try {
        await store.read(secretId, revision);
    }
    catch (error) {
        const why = `version ${revision} can no longer be read (${(0,error_message/* errorMessage */.g)(error)})`;
        throw new Error(`the key ${accessKey} was not restored: ${why}; run again`, { cause: error });
    }
}
function retiredText(accessKey) {
    return `another run is retiring the key ${accessKey}, so it cannot be restored`;
}
/** Takes a replaced key back into use: from then on no run retires it. */
async function markStoredAgain({ issuer, clock }, observation, accessKey) {
    const key = observation.keys.get(accessKey);
    if (issuer.kind !== 'listing' || key?.mark === undefined)
        return;
    const mark = (0,transition/* storedMark */.p9)(key.mark, key.mark.digest, { at: clock.now() });
    await issuer.describe(accessKey, (0,model_mark/* writeDescription */.MY)(mark, key.text));
}
/** The key as it is now, where it is still there and nobody took it out of use again. */
async function restoredKey({ issuer }, observation, accessKey) {
    if (issuer.kind !== 'listing')
        return observation.keys.get(accessKey);
    const answer = await issuer.key(accessKey);
    const key = answer.kind === 'own' ? (0,observe/* parseKey */.Do)(answer.key) : undefined;
    return key?.mark?.phase === 'stored' ? key : undefined;
}

;// CONCATENATED MODULE: ./build/rotation/publish/write-targets.js













/** What carries out the steps that write a key to targets. */
function createWriter(context, credentials) {
    const { issuer, clock } = context;
    const facts = () => ({ at: clock.now(), run: context.run });
    async function writeTargets(known, step) {
        const generation = (0,model_observation/* generationAt */.cU)(known.observation, step.revision);
        const credential = await credentials.of(known, generation);
        if (issuer.kind === 'blind')
            await seeAlive(known, generation);
        const wanted = new Set(step.targets);
        const states = (0,record_digest/* inGroups */.Am)(known.observation.targets.filter(({ id }) => wanted.has(id)));
        const { identities } = await context.targets.prepare(states.map(({ id }) => id));
        const recorded = (0,target_identities/* recordedIdentities */.nY)(known.observation, step.revision);
        const result = await publish(context, states, credential, {
            previousCredential: (state) => heldBy(known, state),
            refusal: (state) => (0,target_identities/* refusalOf */.Of)(state, recorded, identities.get(state.id), context.accepted),
        });
        const done = { ...facts(), ...result, identities };
        const next = await withReadings((0,transition/* applyStep */.pA)(known, step, done), step.revision);
        // A complete publication is recorded by the promotion that follows it. None follows where somebody wrote `current`
        // into the record already.
        const isPromotedNext = result.written.size === states.length && generation.record.stage === 'pending';
        if (step.kind === 'repair' || (!isPromotedNext && result.written.size > 0))
            return savePublication(context, next, step.revision);
        return next;
    }
    /** Reads what was written where too much was to record it all: then a digest of the readings takes its place. */
    async function withReadings(known, revision) {
        const record = (0,transition/* recordOf */.zv)(known.observation, revision);
        if (record === undefined || !(0,record_digest/* isLong */.x7)(record) || context.stopping())
            return known;
        const { states } = await context.targets.observe().catch((error) => {
            // What was written is worth recording as it is: what is not known of it is settled by writing again.
            if (error instanceof model_context/* Interrupted */.j)
                return { states: [] };
            throw error;
        });
        const read = new Map(states.map((state) => [state.id, state]));
        const targets = known.observation.targets.map((target) => {
            const found = new Map(read.get(target.id)?.secrets.map(({ name, updatedAt }) => [name, updatedAt]));
            const secrets = target.secrets.map((secret) => {
                const updatedAt = found.get(secret.name);
                // Anything else is somebody else's write, and is not recorded as ours.
                return (0,model_observation/* isWithin */.UO)(record.written.get((0,model_record/* secretTag */.$q)(target.id, secret.name)), updatedAt)
                    ? { ...secret, updatedAt }
                    : secret;
            });
            return { ...target, secrets };
        });
        return { ...known, observation: { ...known.observation, targets } };
    }
    /** Whoever rolls a key over ends it at once, so just before it is written somewhere everything is looked at again. */
    async function seeAlive(known, { revision, record: { accessKey } }) {
        const versions = await (0,observe/* rereadVersions */.v9)(context, (0,run_state/* secretIdOf */.z)(known));
        const now = versions.find((version) => version.revision === revision);
        if (now?.status !== 'enabled' || now.record?.stage === 'retired') {
            throw new Error(`version ${revision} was given up by another run during this run; its key is not written`);
        }
        const current = (0,model_observation/* currentGeneration */.Ev)({ ...known.observation, versions });
        const before = (0,model_observation/* currentGeneration */.Ev)(known.observation)?.revision;
        if (current !== undefined && current.revision !== revision && current.revision !== before) {
            throw new Error(`another run made version ${current.revision} current during this run, so version ${revision} is not written`);
        }
        const key = (0,recorded_keys/* recordedKeys */.NC)({ ...known.observation, versions }).get(accessKey);
        if (key !== undefined && (key.inDoubt !== true || isLeftOver(known, now.record)))
            return;
        throw new Error(`another run rolls the key ${accessKey} over at the same time; the key is not written`);
    }
    /** How to read the living key that a target holds for certain: of a readable generation that it was left with. */
    function heldBy(known, state) {
        const generation = (0,model_observation/* generations */.YZ)(known.observation).findLast((candidate) => candidate.status === 'enabled' &&
            (0,model_observation/* isValid */.fn)(known.observation, candidate.record.accessKey) &&
            (0,model_observation/* isPublishable */.oB)(known.observation, candidate.record.accessKey) &&
            !(0,model_observation/* isContradiction */._J)((0,model_observation/* versionState */.M7)(known.observation, candidate)) &&
            (0,model_observation/* holds */.v9)(state, candidate));
        return generation && (() => credentials.of(known, generation));
    }
    return writeTargets;
}
/** Whether a doubt on record was left there by a run that is over, and this run has seen the key work since. */
function isLeftOver({ observation, memory }, record) {
    if (record?.replacing === undefined || observation.keys.get(record.accessKey)?.works !== true)
        return false;
    return record.replacing.getTime() + model_policy/* RUN_DEADLINE_MS */.Y < memory.startedAt.getTime();
}

;// CONCATENATED MODULE: ./build/rotation/run/executor.js














function createExecutor(context, policy) {
    const { issuer, store, clock } = context;
    const credentials = createCredentials(store);
    const keyVerifier = createKeyVerifier(context, policy, credentials);
    const writeTargets = createWriter(context, credentials);
    /** What was written was read once more in this run. */
    let targetsConfirmed = false;
    /** For what only an issuer that keeps a list of its keys can do, and is only ever asked to do. */
    function listingIssuer() {
        /* c8 ignore next -- such a step is decided only for an issuer that keeps a list */
        if (issuer.kind !== 'listing')
            throw new Error('the issuer keeps no list of its keys; this is a bug');
        return issuer;
    }
    const facts = () => ({ at: clock.now(), run: context.run });
    /** Writes the description that a key has in `next`. */
    async function saveMark(next, accessKey) {
        const key = next.observation.keys.get(accessKey);
        /* c8 ignore next -- steps are decided only for keys that were observed */
        if (key === undefined)
            throw new Error(`the key ${accessKey} is not known; this is a bug`);
        const { mark, text } = key;
        await listingIssuer().describe(accessKey, mark === undefined ? (0,model_mark/* unmarkedDescription */.ED)(text) : (0,model_mark/* writeDescription */.MY)(mark, text));
    }
    /** The key as it is now. Lists may be old; the mark that is read by name decides. */
    async function freshKey(accessKey) {
        const answer = await listingIssuer().key(accessKey);
        return answer.kind === 'own' ? (0,observe/* parseKey */.Do)(answer.key) : undefined;
    }
    async function takeOver(known, step) {
        const id = (0,run_state/* secretIdOf */.z)(known);
        const next = (0,transition/* applyStep */.pA)(known, step, { ...facts(), attempt: context.newAttempt() });
        // The tag comes last: a run that dies before it takes over anew.
        if (step.revision !== undefined && step.accessKey !== undefined) {
            if (issuer.kind === 'listing')
                await saveMark(next, step.accessKey);
            await saveRecord(store, next, step.revision);
        }
        /* c8 ignore next -- the step is decided only where there is something to take over */
        const otherTags = known.observation.takeOver?.otherTags ?? [];
        await store.tag(id, [...otherTags, context.rotatorTag]);
        await (0,observe/* rereadVersions */.v9)(context, id); // another rotator may have tagged it in the same moment
        return next;
    }
    async function discard(known, step) {
        const key = await freshKey(step.accessKey);
        if (key !== undefined && !(0,model_observation/* isMade */.sX)(known.observation, key)) {
            throw new Error(`the key ${step.accessKey} is no longer an orphan, because another run marked it; it is not deleted`);
        }
        if (key !== undefined)
            await listingIssuer().delete(step.accessKey);
        return (0,transition/* applyStep */.pA)(known, step, facts());
    }
    async function giveUp(known, step) {
        const versions = await (0,observe/* rereadVersions */.v9)(context, (0,run_state/* secretIdOf */.z)(known));
        const now = versions.find((version) => version.revision === step.revision);
        const before = (0,model_observation/* generationAt */.cU)(known.observation, step.revision);
        if (now?.record?.stage !== before.record.stage || now.record.accessKey !== before.record.accessKey) {
            throw new Error(`version ${step.revision} was completed by another run during this run; it is not given up`);
        }
        const next = (0,transition/* applyStep */.pA)(known, step, facts());
        const current = (0,model_observation/* currentGeneration */.Ev)(known.observation);
        await saveStatus(store, known, step.revision);
        if (issuer.kind === 'listing') {
            await undoIfPublished(known, step);
            if (step.reason === 'rolled-back' && current !== undefined)
                await undoIfReplaced(known, step, current.record.accessKey);
        }
        await saveRecord(store, next, step.revision);
        if (step.reason === 'rolled-back' && current !== undefined) {
            await saveRecord(store, next, current.revision);
            await refuseIfReplaced(known, current.revision);
        }
        return next;
    }
    /** A rollback goes back to what it saw as current; another run may have rotated since. */
    async function refuseIfReplaced(known, revision) {
        const versions = await (0,observe/* rereadVersions */.v9)(context, (0,run_state/* secretIdOf */.z)(known));
        const newer = (0,model_observation/* currentGeneration */.Ev)(await withKeysOfNewer(known.observation, versions, revision));
        if (newer === undefined || newer.revision <= revision)
            return;
        throw new Error(`another run made version ${newer.revision} current during this run; wait until that run has ended, then roll back`);
    }
    /**
     * Another run may be promoting the version at this moment. It changes the mark first and then looks at the version,
     * and this one disables the version first and then looks at the mark, so that one of the two sees the other.
     */
    async function undoIfPublished(known, { revision, accessKey }) {
        const before = known.observation.keys.get(accessKey)?.mark?.published;
        const now = (await freshKey(accessKey))?.mark?.published;
        if (now === undefined || (before?.revision === now.revision && before.table === now.table))
            return;
        await enableAgain(known, revision);
        throw new Error(`another run publishes version ${revision} at this moment; it is left alone`);
    }
    /** Another run may have completed the version since it was observed, and replaced the key that was current. */
    async function undoIfReplaced(known, { revision }, currentKey) {
        if ((await freshKey(currentKey))?.mark?.phase !== 'replaced')
            return;
        await enableAgain(known, revision);
        throw new Error(`another run replaced the key ${currentKey} in the meantime; run again to roll back`);
    }
    async function enableAgain(known, revision) {
        const status = known.observation.versions.find((version) => version.revision === revision)?.status;
        if (status === 'enabled')
            await store.enable((0,run_state/* secretIdOf */.z)(known), revision);
    }
    /** Disables a version before its record says so: at every moment, what can be read works (protocol, rule 13). */
    async function close(known, step) {
        await refuseIfConfirmed(known, step);
        const next = (0,transition/* applyStep */.pA)(known, step, facts());
        await saveStatus(store, known, step.revision);
        if (step.accessKey !== undefined)
            await saveRecord(store, next, step.revision);
        return next;
    }
    /** What was listed may be old: a version is closed only where the key that it names still says so. */
    async function refuseIfConfirmed(known, step) {
        const { observation } = known;
        if (step.accessKey === undefined || issuer.kind !== 'listing')
            return;
        const { versions } = await (0,observe/* readVersions */.q2)(context, { id: (0,run_state/* secretIdOf */.z)(known) });
        const seen = (0,model_observation/* generations */.YZ)({ ...observation, versions }).find(({ revision }) => revision === step.revision);
        const before = (0,model_observation/* versionState */.M7)(observation, (0,model_observation/* generationAt */.cU)(observation, step.revision));
        const now = seen && (0,model_observation/* versionState */.M7)(await withNamedKeys(context, { ...observation, versions }, [seen]), seen);
        if (now !== before || seen?.record.accessKey !== step.accessKey) {
            throw new Error(`what version ${step.revision} is changed while this run was at work (${before}, now ${now ?? 'gone'}); it is left alone`);
        }
    }
    async function markPrevious(known, step) {
        const next = (0,transition/* applyStep */.pA)(known, step, facts());
        await saveRecord(store, next, step.revision);
        return next;
    }
    /** Makes a version current: looked at again, nothing newer is, and its key is still on its way (protocol, rule 9). */
    async function promote(known, step) {
        const { revision, accessKey } = step;
        const next = (0,transition/* applyStep */.pA)(known, step, facts());
        if (issuer.kind === 'blind')
            return savePublication(context, next, revision);
        const key = await freshKey(accessKey);
        if (key?.mark?.phase !== 'stored' || key.mark.secretId !== (0,run_state/* secretIdOf */.z)(known))
            throw new Error(`the key ${accessKey} was replaced or deleted during this run`);
        // Whoever gives the version up disables it first and reads the mark last; this is the other way round.
        return savePublication(context, next, revision, async () => {
            const { versions } = await (0,observe/* readVersions */.q2)(context, { id: (0,run_state/* secretIdOf */.z)(known) });
            const own = versions.find((version) => version.revision === revision);
            // A list that does not show it yet is old, and says nothing of it.
            if (own !== undefined && own.status !== 'enabled')
                throw new Error(`version ${revision} was disabled or deleted during this run`);
            const newer = (0,model_observation/* currentGeneration */.Ev)(await withKeysOfNewer(known.observation, versions, revision));
            if (newer !== undefined && newer.revision > revision)
                throw new Error(`another run made version ${newer.revision} current in the meantime`);
        });
    }
    /** The current state of versions above one, with the keys of those that say that they are current. */
    async function withKeysOfNewer(observation, versions, revision) {
        const seen = { ...observation, versions };
        const newer = (0,model_observation/* generations */.YZ)(seen).filter((other) => other.revision > revision && other.record.stage === 'current');
        return withNamedKeys(context, seen, newer);
    }
    /** Changes the mark of a key that is no longer current, unless another run took it back into use. */
    async function replace(known, step) {
        const mark = known.observation.keys.get(step.accessKey)?.mark;
        if (!known.memory.promoted) {
            // What an earlier run left behind may have been taken back into use since the keys were listed.
            const now = await freshKey(step.accessKey);
            if (now === undefined ||
                now.mark?.phase !== mark?.phase ||
                now.mark?.at?.getTime() !== mark?.at?.getTime())
                throw new Error(`the key ${step.accessKey} was marked by another run during this run; it is not changed`);
        }
        const next = (0,transition/* applyStep */.pA)(known, step, { ...facts(), attempt: context.newAttempt() });
        if (step.how === 'release')
            for (const revision of (0,transition/* releasedVersions */.bK)(known.observation, step))
                await saveRecord(store, next, revision);
        await saveMark(next, step.accessKey);
        if (step.how === 'mark' && known.memory.promoted)
            await undoIfRolledBack(known, step.accessKey);
        return next;
    }
    /**
     * A rollback may restore the key while this run replaces it. The rollback changes the versions first and reads the
     * mark last, and this run does the opposite, so that one of them notices the other and undoes its change.
     */
    async function undoIfRolledBack(known, accessKey) {
        const { versions } = await (0,observe/* readVersions */.q2)(context, { id: (0,run_state/* secretIdOf */.z)(known) });
        const promoted = (0,model_observation/* currentGeneration */.Ev)(known.observation)?.revision ?? 0;
        const isGivenUp = versions.some(({ revision, status }) => revision === promoted && status !== 'enabled');
        const isRestored = versions.some(({ revision, status, record }) => revision > promoted &&
            status === 'enabled' &&
            record?.rolledBack === true &&
            record.accessKey === accessKey);
        if (!isGivenUp && !isRestored)
            return;
        await saveMark(known, accessKey);
        throw new Error(`a rollback restored the key ${accessKey} in the meantime; it stays in use`);
    }
    /**
     * Ends a replaced key (protocol, rule 11). Its versions are disabled first, and its mark is read last: whoever takes
     * the key back into use marks it first and looks at the versions last, so that one of the two sees the other.
     */
    async function retire(known, step) {
        const { accessKey, how } = step;
        const next = (0,transition/* applyStep */.pA)(known, step, facts());
        const holders = holdersOf(known.observation, accessKey);
        if (issuer.kind === 'listing') {
            await confirmTargets(known);
            // The list of keys may be old: a version that another run stored since with a key in use stays enabled.
            refuseIfTakenBack(known, accessKey, await freshKey(accessKey));
            if (how === 'delete')
                for (const { revision } of holders)
                    await saveStatus(store, known, revision);
            await refuseIfInUse(known, accessKey);
            if (how === 'release')
                await saveMark(next, accessKey);
            else
                await deleteKey(known, accessKey);
        }
        for (const { revision, record } of holders)
            if (record.stage !== 'retired')
                await saveRecord(store, next, revision);
        return next;
    }
    /**
     * A key that is retired in the run that wrote its successor may still be in a target whose answer was not the
     * service's own, or that somebody has written since: what was written is read once more.
     */
    async function confirmTargets({ observation }) {
        const isForced = policy.command === 'retire' && policy.force;
        if (!policy.grace.none || isForced || targetsConfirmed)
            return;
        const { states, problems } = await context.targets.observe();
        if (problems.length > 0)
            throw new ports/* RunProblems */.ww(problems);
        const current = (0,model_observation/* currentGeneration */.Ev)(observation);
        const late = current === undefined ? [] : (0,model_observation/* lagging */.SO)({ ...observation, targets: states }, current);
        if (late.length > 0) {
            const labels = late.map(({ label }) => label).join(', ');
            throw new Error(`these targets do not hold the current key, so the replaced key is not retired: ${labels}`);
        }
        targetsConfirmed = true;
    }
    function refuseIfTakenBack(known, accessKey, key) {
        if (key !== undefined && (key.mark?.phase !== 'replaced' || key.mark.secretId !== (0,run_state/* secretIdOf */.z)(known)))
            throw new Error(`the key ${accessKey} was restored during this run; it is not retired`);
    }
    async function refuseIfInUse(known, accessKey) {
        const [versions, key] = await Promise.all([
            (0,observe/* rereadVersions */.v9)(context, (0,run_state/* secretIdOf */.z)(known)),
            freshKey(accessKey),
        ]);
        const seen = { ...known.observation, versions };
        const current = (0,model_observation/* currentGeneration */.Ev)(seen);
        refuseIfTakenBack(known, accessKey, key);
        if (current?.status !== 'enabled' || (0,model_observation/* isInUse */.ly)(seen, accessKey))
            throw new Error(`the version that replaced the key ${accessKey} can no longer be read, so the key is not retired`);
    }
    async function deleteKey(known, accessKey) {
        const { observation } = known;
        const current = (0,model_observation/* currentGeneration */.Ev)(observation);
        if (observation.keys.has(listingIssuer().authenticatedAs()) && current !== undefined) {
            if (!(0,model_observation/* isPublishable */.oB)(observation, current.record.accessKey))
                throw new Error(`the mark of the current key has no digest, so ${accessKey} is not deleted`);
            // The bearer rotates itself: a key that deletes itself could not say afterwards that it did. Which key signs in
            // is not certain (its access key may be of one pair and its secret of another), the current one is.
            listingIssuer().useCredentials(await credentials.of(known, current));
        }
        await listingIssuer().delete(accessKey);
    }
    async function prune(known, step) {
        await store.remove((0,run_state/* secretIdOf */.z)(known), step.revision);
        return (0,transition/* applyStep */.pA)(known, step, facts());
    }
    async function createSecret(known, step) {
        const id = await store.create([context.rotatorTag]).then((secret) => secret.id, async (error) => {
            const found = error instanceof ports/* AmbiguousResult */.qF ? await store.find() : undefined;
            if (found?.tags.includes(context.rotatorTag))
                return found.id;
            throw error;
        });
        return (0,transition/* applyStep */.pA)(known, step, { ...facts(), secretId: id });
    }
    async function issueKey(known, step) {
        const { observation, memory } = known;
        const plan = (0,new_key_settings/* planNewKey */.b)(observation, policy, context.runCredentials.accessKey, clock.now());
        const id = (0,run_state/* secretIdOf */.z)(known);
        const made = issuer.kind === 'listing'
            ? await keyVerifier.issueVerified(known, issuer, id, plan)
            : await issueBlind(context, issuer, {
                policy,
                observation,
                secretId: id,
                plan,
                read: (generation) => credentials.of(known, generation),
            });
        if (made.kind === 'halted')
            return (0,transition/* applyHalt */.uw)(known, made.because, made.source);
        if (made.kind === 'overtaken') {
            context.report({ kind: 'overtaken', accessKey: made.by, by: made.by });
            return { observation: await (0,observe/* observe */.lB)(context, policy), memory: { ...memory, issued: made.by } };
        }
        if (made.kind === 'unverified')
            return { observation, memory: { ...memory, unverified: made.accessKey } };
        if (made.kind !== 'stored') {
            const seen = await (0,observe/* observe */.lB)(context, policy);
            return {
                observation: seen,
                // How the targets were left was seen of another current version than there may be now.
                memory: {
                    ...memory,
                    targetsUnchanged: false,
                    issued: made.accessKey,
                    helped: made.kind === 'helped',
                },
            };
        }
        credentials.remember(made.credential);
        return (0,transition/* applyStep */.pA)(known, step, { ...facts(), issued: made });
    }
    return {
        async execute(known, step) {
            switch (step.kind) {
                case 'take-over':
                    return takeOver(known, step);
                case 'discard':
                    return discard(known, step);
                case 'give-up':
                    return giveUp(known, step);
                case 'mark-previous':
                    return markPrevious(known, step);
                case 'close':
                    return close(known, step);
                case 'promote':
                    return promote(known, step);
                case 'replace':
                    return replace(known, step);
                case 'retire':
                    return retire(known, step);
                case 'prune':
                    return prune(known, step);
                case 'verify':
                    return keyVerifier.verifyKey(known, step);
                case 'publish':
                case 'repair':
                    return writeTargets(known, step);
                case 'create-secret':
                    return createSecret(known, step);
                case 'issue':
                    return issueKey(known, step);
                case 'roll-back': {
                    const credential = await credentials.of(known, (0,model_observation/* generationAt */.cU)(known.observation, step.revision));
                    const id = (0,run_state/* secretIdOf */.z)(known);
                    const restored = await rollBack(context, known.observation, id, step.revision, credential);
                    if (restored !== undefined)
                        return (0,transition/* applyStep */.pA)(known, step, { ...facts(), restored });
                    const memory = { ...known.memory, targetsUnchanged: false, issued: step.accessKey, helped: true };
                    return { observation: await (0,observe/* observe */.lB)(context, policy), memory };
                }
            }
        },
    };
}
/** The versions that hold a replaced key. */
function holdersOf(observation, accessKey) {
    return (0,model_observation/* generations */.YZ)(observation).filter(({ record }) => record.accessKey === accessKey);
}

;// CONCATENATED MODULE: ./build/rotation/observe/prefetch.js
/**
 * Asks for what making a key needs, beside the reading of the versions, where the keys alone say that one is likely
 * due: nobody waits for it then. It decides nothing, and where it was wrong, some reads were for nothing.
 * @returns undefined where no key seems to be due
 */
function prefetch({ issuer, targets }, policy, look) {
    if (!seemsDue(issuer.kind, policy, look))
        return undefined;
    const ids = look.targets.map(({ id }) => id);
    return {
        ids: new Set(ids),
        prepared: remembered(targets.prepare(ids)),
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

;// CONCATENATED MODULE: ./build/rotation/run/change-counter.js



/**
 * Wraps all that a run can change. An operation that returned counts. One whose result is unknown counts, as it may
 * have taken effect. One that was refused or not sent does not. A description of a version that says what it said when it
 * was first read does not count either, and neither does the note that a rollover is under way: the rollover counts.
 */
function countChanges(context) {
    let changes = 0;
    const descriptions = createDescriptions();
    async function counted(work, hadEffect = () => true) {
        try {
            const result = await work;
            if (hadEffect(result))
                changes += 1;
            return result;
        }
        catch (error) {
            if (mayHaveEffect(error))
                changes += 1;
            throw error;
        }
    }
    const issuer = (inner) => inner.kind === 'listing'
        ? {
            ...inner,
            create: (request) => counted(inner.create(request)),
            describe: (accessKey, description) => counted(inner.describe(accessKey, description)),
            delete: (accessKey) => counted(inner.delete(accessKey)),
        }
        : {
            ...inner,
            create: () => counted(inner.create()),
            rollOver: (source) => counted(inner.rollOver(source), ({ kind }) => kind === 'created'),
        };
    const store = (inner) => ({
        ...inner,
        create: (tags) => counted(inner.create(tags)),
        tag: (id, tags) => counted(inner.tag(id, tags)),
        async versions(id) {
            const versions = await inner.versions(id);
            for (const { revision, description } of versions)
                descriptions.read(revision, description);
            return versions;
        },
        add: (id, credential, description) => counted(inner.add(id, credential, description)),
        async describe(id, revision, description) {
            try {
                await inner.describe(id, revision, description);
                descriptions.write(revision, description);
            }
            catch (error) {
                if (mayHaveEffect(error))
                    descriptions.write(revision, undefined);
                throw error;
            }
        },
        disable: (id, revision) => counted(inner.disable(id, revision)),
        enable: (id, revision) => counted(inner.enable(id, revision)),
        remove: (id, revision) => counted(inner.remove(id, revision)),
    });
    const targets = (inner) => ({
        ...inner,
        write: (id, credential, fallback, insist) => counted(inner.write(id, credential, fallback, insist)),
    });
    return {
        context: {
            ...context,
            issuer: issuer(context.issuer),
            store: store(context.store),
            targets: targets(context.targets),
        },
        changed: () => changes > 0 || descriptions.changed(),
    };
}
/** The descriptions of versions, as they were first read and as this run left them. */
function createDescriptions() {
    const first = new Map();
    const changed = new Set();
    return {
        read(revision, description) {
            if (!first.has(revision))
                first.set(revision, withoutNotes(description));
        },
        /** @param description undefined where it is unknown */
        write(revision, description) {
            if (description !== undefined && first.get(revision) === withoutNotes(description))
                changed.delete(revision);
            else
                changed.add(revision);
        },
        changed: () => changed.size > 0,
    };
}
/** A description without what only says which run wrote it, and that it is about to have the key rolled over. */
function withoutNotes(description) {
    const reading = (0,model_record/* readRecord */.aE)(description);
    return reading.kind === 'ours'
        ? (0,model_record/* writeRecord */.rh)({ ...(0,in_doubt/* withoutRolloverStarted */.Vn)(reading.record), run: '' })
        : description;
}
/** Whether a change that failed like this may have taken effect. */
function mayHaveEffect(error) {
    if (error instanceof ports/* TargetError */.I0)
        return error.left !== 'untouched';
    return error instanceof ports/* AmbiguousResult */.qF || (error instanceof ports/* RunProblems */.ww && error.unknownEffect);
}

// EXTERNAL MODULE: ./build/rotation/decide/decide.js + 2 modules
var decide = __webpack_require__(2757);
;// CONCATENATED MODULE: ./build/rotation/decide/outcome.js

/**
 * What a run's steps come to. Whether they changed anything is for the services' answers to say.
 * @param known what stands now; in a dry run what stood and goes on standing
 * @param end what is known at the end of the steps; in a dry run what would be
 */
function outcomeOf(command, dryRun, steps, stop, error, known, end = known) {
    const made = end?.memory.halted?.kind !== 'not-yet';
    const changing = steps.filter(({ step }) => step.kind !== 'verify' && (step.kind !== 'issue' || made));
    // What only made room for a key that was not made finished nothing.
    const telling = made ? steps : changing.filter(({ step }) => !PREPARATION.has(step.kind));
    return {
        kind: kindOf(command, telling, stop, end),
        dryRun,
        steps,
        stop,
        error,
        known,
    };
}
/** Steps that are taken only because a key is made after them. */
const PREPARATION = new Set(['create-secret', 'prune']);
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
        case 'rolled-back-already':
        case 'answer-lost':
            return true;
        case 'not-yet':
            return stop.forced;
        case 'unverified':
            return end?.observation.issuer !== 'blind'; // there the next run tries the same key again
        default:
            return false;
    }
}
/** Whether a key became current since the run began: what another run was to do with this one's key. */
function isPromotedSince({ observation, memory }) {
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    return current !== undefined && current.record.since >= memory.startedAt;
}
function kindOf(command, steps, stop, end) {
    if (stop !== undefined && isFailure(stop, end))
        return 'failed';
    if (stop === undefined) {
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

// EXTERNAL MODULE: ./build/rotation/decide/plan.js
var plan = __webpack_require__(6261);
;// CONCATENATED MODULE: ./build/rotation/run/migration.js
/**
 * How many API keys the organization must have left for a key to be replaced only because a release of format 1
 * created it. One of them stays free for a rotation that cannot wait.
 */
const MIGRATION_RESERVE = 2;
/**
 * Whether the replacement of a key of format 1 has to wait. Each key of a file of keys needs a new key once, and the
 * replaced one goes on counting until its grace period is over; so near the quota they take turns: what does not fit
 * today is replaced by a later run, and until then the old key goes on working.
 * @param steps the planned steps of the run
 */
async function mustPostponeMigration({ issuer, report, migrations = { started: 0 } }, steps, ahead) {
    const make = steps.find((step) => step.kind === 'issue');
    if (make?.because.kind !== 'unpublishable')
        return false;
    const { accessKey } = make.because;
    const { keysLeft } = issuer.kind === 'listing' ? await (ahead?.limits ?? issuer.limits()) : NO_LIMIT;
    const freed = steps.filter((step) => step.kind === 'discard' || (step.kind === 'retire' && step.how === 'delete')).length;
    // Others of the same file may have been counted already; one too many only waits for a later run.
    const needed = MIGRATION_RESERVE + migrations.started;
    const isTight = keysLeft.known && keysLeft.value !== undefined && keysLeft.value + freed < needed;
    if (!isTight)
        migrations.started += 1;
    report({ kind: 'advice', text: isTight ? postponedText(accessKey) : announcement(accessKey) });
    return isTight;
}
const NO_LIMIT = { keysLeft: { known: true, value: undefined } };
function announcement(accessKey) {
    return (`An earlier release of this action created the current key ${accessKey}. This release publishes only keys whose ` +
        'secret IAM confirms, so it creates one new key for this secret now; the replaced one goes on working until its ' +
        'grace period is over.');
}
function postponedText(accessKey) {
    return (`An earlier release of this action created the current key ${accessKey}, and it is to be replaced once. The quota of ` +
        "the organization's API keys is nearly full, so a later run replaces it. The key goes on working; until then this " +
        'run cannot write it to targets that need it.');
}

// EXTERNAL MODULE: ./build/rotation/decide/forged-records.js
var forged_records = __webpack_require__(8915);
// EXTERNAL MODULE: ./build/rotation/decide/pause.js
var decide_pause = __webpack_require__(150);
;// CONCATENATED MODULE: ./build/rotation/run/advice.js






/** Says what a person should know of a run that is about to begin: what is allowed and not wise, and what ends when. */
function advise(context, policy, observation, steps) {
    const makes = steps.some(({ kind }) => kind === 'issue');
    adviseOnKeys(context, policy, observation, makes);
    adviseOnPause(context, policy, observation, makes);
    for (const text of (0,forged_records/* forgedRecordTexts */.J)(observation))
        context.report({ kind: 'advice', text });
    adviseOnEnds(context, policy, observation, steps);
    adviseOnUndeclared(context, policy, observation);
}
/** Says until when no key is replaced because of its age. A new key ends the pause after a rollback. */
function adviseOnPause(context, policy, observation, makes) {
    const pause = (0,decide_pause/* pauseOf */.eY)(observation, policy);
    if (pause === undefined || (makes && pause.because === 'rollback'))
        return;
    const why = pause.because === 'rollback' ? 'after a rollback' : 'by pause-until';
    context.report({
        kind: 'advice',
        text: `Automatic rotation is paused ${why} until ${pause.until.toISOString()}. Repairs go on. To rotate before that ` +
            'date, run with force: true.',
    });
}
/**
 * Warns where the credentials of the run are stored beside keys of others: a policy that lets somebody read one of
 * those often covers the whole Project. One request, for runs that store such a key.
 */
async function adviseOnNeighbors({ store, runCredentials, report }, observation) {
    if (store.neighbors === undefined || !observation.keys.has(runCredentials.accessKey))
        return;
    try {
        const names = await store.neighbors();
        if (names.length === 0)
            return;
        report({
            kind: 'advice',
            text: 'This key belongs to the application or user whose credentials this run uses, and it is stored in the same ' +
                `Project and under the same path as keys of others (${inShort(names)}). Whoever may read secrets there may ` +
                'read it, and use it to create keys. Store it in a Project of its own: set scw-project-id for this key.',
        });
    }
    catch (error) {
        const what = 'whether keys of others are stored in the same Project and under the same path';
        report({ kind: 'unchecked', what, why: (0,error_message/* errorMessage */.g)(error) });
    }
}
/** How many names a message has room for. */
const SHOWN_NAMES = 5;
function inShort(names) {
    const more = names.length - SHOWN_NAMES;
    return [...names.slice(0, SHOWN_NAMES), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
/** Says what is allowed, and not wise. */
function adviseOnKeys(context, policy, observation, makes) {
    const self = observation.keys.has(context.runCredentials.accessKey);
    const wide = observation.targets.length > 1 || observation.targets.some(({ open }) => open);
    if (self && wide) {
        context.report({
            kind: 'advice',
            text: 'This key can make keys, and it is given to more than one protected environment. Keep it in one, and let it ' +
                'rotate a key of an application with small permissions (application-id) for everybody else.',
        });
    }
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    if (current?.record.unproven === true) {
        context.report({
            kind: 'advice',
            text: `The current key ${current.record.accessKey} was given to the targets although it could not be seen to work, ` +
                'and still it cannot. Look whether it works, and whether keys-api-verify-url and keys-api-verify-header ask ' +
                'the right thing; to replace it, run with command: rotate and force: true.',
        });
    }
    // What a blind issuer's rollover replaces is dead, and what it leaves alive it cannot end.
    if (observation.issuer === 'blind')
        return;
    if (makes && (0,model_observation/* currentGeneration */.Ev)(observation) === undefined && policy.replacesAccessKey === undefined) {
        const line = `replaces-access-key: ${self ? context.runCredentials.accessKey : '<its access key>'}`;
        context.report({
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
function adviseOnUndeclared(context, policy, observation) {
    const declared = new Set(observation.targets.flatMap(({ id, secrets }) => secrets.map(({ name }) => (0,model_record/* secretTag */.$q)(id, name))));
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    for (const { revision, record } of (0,model_observation/* generations */.YZ)(observation)) {
        const isCurrent = revision === current?.revision;
        if (!isCurrent && record.stage !== 'previous')
            continue;
        const left = [...record.written.keys()].filter((tag) => !declared.has(tag)).length;
        if (left === 0 || !(0,model_observation/* isValid */.fn)(observation, record.accessKey))
            continue;
        const end = policy.oldKey === 'keep'
            ? 'Nobody ends it'
            : isCurrent
                ? `It ends ${policy.grace.text} after it is replaced`
                : `It ends on ${policy.grace.after(record.since).toISOString()}`;
        context.report({
            kind: 'advice',
            text: `${left} GitHub ${left === 1 ? 'secret was' : 'secrets were'} given ${record.accessKey} (v${revision}) and ` +
                `${left === 1 ? 'is' : 'are'} no longer declared as targets, so that no run brings them up to date. ${end}: ` +
                'declare them again, or see to it that nobody uses them.',
        });
    }
}
/** Says what a person may not expect of how keys end. */
function adviseOnEnds(context, policy, observation, steps) {
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    const lag = current === undefined ? [] : (0,model_observation/* lagging */.SO)(observation, current).map(({ label }) => label);
    const named = observation.keys.get(policy.replacesAccessKey ?? '');
    if (policy.command === 'retire' && lag.length > 0 && steps.some(({ kind }) => kind === 'retire')) {
        context.report({
            kind: 'advice',
            text: `These targets may still hold a key that is ended now: ${lag.join('; ')}. Rotate to bring them to the current key.`,
        });
    }
    if (policy.command === 'rollover' && current !== undefined && observation.issuer === 'listing') {
        const key = observation.keys.get(current.record.accessKey);
        if (key !== undefined && key.expiresAt === undefined) {
            context.report({
                kind: 'advice',
                text: `The current key ${key.accessKey} never expires, so rollover never replaces it. Use rotate with max-age, or ` +
                    'rotate once with force and an expiry.',
            });
        }
    }
    if (named?.mark !== undefined && named.mark.secretId !== observation.secretId) {
        context.report({
            kind: 'advice',
            text: `replaces-access-key names ${named.accessKey}, which another secret (${named.mark.secretId}) looks after, so it ` +
                'is left alone. If that secret is gone, remove the mark [key-rotation …] from the description of the key.',
        });
    }
}
/** How many names a message lists. */
const MOST_LISTED = 10;
/**
 * Says which targets are new because a pattern matches them now, which are not written because another repository has
 * their name, and that an input for one run is set.
 * @param identities who the targets are that the steps write
 */
function adviseOnIdentities({ report, accepted }, observation, steps, identities) {
    for (const step of steps) {
        if (step.kind !== 'publish' && step.kind !== 'repair')
            continue;
        const targets = observation.targets.filter(({ id }) => step.targets.includes(id));
        for (const [pattern, repositories] of (0,target_identities/* newlyMatched */.K$)(observation, step.revision, targets)) {
            const more = repositories.length - MOST_LISTED;
            const listed = repositories.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
            report({
                kind: 'advice',
                text: `Newly matched by ${pattern}: ${listed}. Whatever it matches gets the key.`,
            });
        }
        const recorded = (0,target_identities/* recordedIdentities */.nY)(observation, step.revision);
        for (const { id, label } of targets) {
            const replaced = (0,target_identities/* replacedIdentities */.BH)(recorded, identities.get(id) ?? []);
            const [first] = replaced.filter(({ name }) => !accepted.has(name.toLowerCase()));
            if (first !== undefined)
                report({ kind: 'advice', text: `${(0,target_identities/* replacedProblem */.uO)(label, first).problem}.` });
        }
    }
    if (accepted.size === 0)
        return;
    report({
        kind: 'advice',
        text: `accept-repositories is set (${[...accepted].join(', ')}). Remove it after this run: while it is set, any ` +
            'repository with such a name gets the key.',
    });
}

// EXTERNAL MODULE: ./build/rotation/observe/wrong-location.js
var wrong_location = __webpack_require__(6089);
;// CONCATENATED MODULE: ./build/rotation/run/preflight.js







/**
 * Checks, before anything is changed, all that the planned steps need. What cannot be checked is said, and is no
 * problem.
 * @param ahead what was asked already
 * @returns every problem at once; none where the run may begin
 */
async function preflight(context, policy, known, steps, ahead) {
    const { observation } = known;
    const makes = steps.some(({ kind }) => kind === 'issue');
    const stores = makes || steps.some(({ kind }) => kind === 'roll-back');
    const writes = new Set(steps.flatMap((step) => (step.kind === 'publish' || step.kind === 'repair' ? step.targets : [])));
    advise(context, policy, observation, steps);
    const [prepared, limits, astray] = await Promise.all([
        ahead !== undefined && sameSet(ahead.ids, writes) ? ahead.prepared : context.targets.prepare([...writes]),
        makes && context.issuer.kind === 'listing' ? (ahead?.limits ?? context.issuer.limits()) : undefined,
        observation.secretId === undefined ? placeProblems(context) : [],
        stores ? adviseOnNeighbors(context, observation) : undefined,
    ]);
    const room = stores ? roomProblems(context, observation, steps) : [];
    const problems = [
        ...timeProblems(context),
        ...prepared.problems,
        ...(0,target_identities/* leftOutProblems */.E7)(observation),
        ...astray,
        ...room,
        ...(limits === undefined ? [] : limitProblems(context, policy, observation, steps, limits)),
        ...(makes && context.issuer.kind === 'blind'
            ? await issueProblems(context, context.issuer, policy, observation)
            : []),
    ];
    if (problems.length === 0)
        adviseOnIdentities(context, observation, steps, prepared.identities);
    return problems;
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
async function issueProblems(context, issuer, policy, observation) {
    // What is taken over is on record, and can be rolled over, by then.
    const source = (0,rollover_source/* rolloverSource */.$)(observation) ?? observation.takeOver?.accessKey ?? issuer.first;
    const missing = policy.command === 'rollover' && source === undefined ? [NOTHING_TO_ROLL_OVER] : [];
    return [...issuer.problems(context.clock.now()), ...missing, ...(await recoveryProblems(context))];
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
                problem: `nothing can be sealed to it (${(0,error_message/* errorMessage */.g)(error)})`,
                remedy: 'Make a new pair of keys, and give the public one: npm run recovery -- new FILE',
            },
        ];
    }
}
/** That the secret of this very rotation stands in another place: here it would begin anew, with another key. */
async function placeProblems(context) {
    const found = (await context.store.wrongLocations?.()) ?? [];
    const own = found.find(({ tags }) => tags.includes(context.rotatorTag));
    if (own !== undefined)
        return [(0,wrong_location/* wrongLocationProblem */.o)(own)];
    const [other] = found;
    if (other !== undefined) {
        context.report({
            kind: 'advice',
            text: `There is no secret of this name here, so this run begins with a new one; ${other.where} has one of the same name and path, which is left alone.`,
        });
    }
    return [];
}
function roomProblems(context, observation, steps) {
    const { capacity } = context.store;
    const freed = steps.filter(({ kind }) => kind === 'prune').length;
    const there = observation.versions.filter(({ status }) => status === 'enabled' || status === 'disabled').length;
    const going = observation.versions.filter(({ status }) => status === 'scheduled_for_deletion').length;
    if (there - freed < capacity) {
        // Whether versions that are being deleted count is nowhere said; the store itself will tell.
        if (there + going >= capacity) {
            const why = `with those that are being deleted, or will be by this run, the secret has ${there + going} versions of at most ${capacity}, and whether they count is nowhere said`;
            context.report({ kind: 'unchecked', what: 'the room left in the secret', why });
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
function limitProblems(context, policy, observation, steps, limits) {
    const problems = [];
    const { keysLeft, maxLifetimeMs } = limits;
    const at = context.clock.now();
    const { expiresAt } = (0,new_key_settings/* planNewKey */.b)(observation, policy, context.runCredentials.accessKey, at);
    const ended = steps.filter((step) => step.kind === 'discard' || (step.kind === 'retire' && step.how === 'delete'));
    if (!keysLeft.known)
        context.report({ kind: 'unchecked', what: 'the quota of API keys', why: keysLeft.why });
    else if (keysLeft.value !== undefined && keysLeft.value + ended.length < 1) {
        problems.push({
            about: 'quota',
            problem: "the organization's quota of API keys is full",
            remedy: 'Delete keys that nobody uses, or ask Scaleway to raise the quota',
            knownCause: 'scaleway-api-key-quota-full',
        });
    }
    if (!maxLifetimeMs.known) {
        context.report({
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

// EXTERNAL MODULE: ./build/rotation/model/steps.js
var model_steps = __webpack_require__(9446);
;// CONCATENATED MODULE: ./build/rotation/run/rotate.js
















/** Steps that may fail without harm to what follows. The next run tries them again. */
const HOUSEKEEPING = new Set([
    'discard',
    'give-up',
    'mark-previous',
    'close',
    'replace',
    'retire',
    'prune',
]);
/** What a dry run leaves open. (What a GitHub App may do can be read, and has been.) */
const UNTRIED = {
    kind: 'unchecked',
    what: 'whether all of it may be written',
    why: 'Scaleway tells that only when something is written, and so does GitHub of a token',
};
/**
 * One run of a command that changes something: observes, decides and acts until there is nothing left to do.
 * Never throws: whatever happened is in the outcome, together with what was done before it.
 */
async function rotate(services, policy, dryRun) {
    const { context, changed } = countChanges(services);
    const steps = [];
    const finish = (stop, error, known, end) => ({
        ...outcomeOf(policy.command, dryRun, steps, stop, error, known, end),
        changed: changed(),
    });
    let known;
    try {
        let ahead;
        const observation = await (0,observe/* observe */.lB)(context, policy, (look) => {
            ahead = prefetch(context, policy, look);
        });
        context.report({ kind: 'observed', observation });
        known = { observation, memory: freshMemory(observation) };
        let planned = (0,plan/* plan */.et)(known, policy, context.runCredentials.accessKey);
        if (await mustPostponeMigration(context, planned.steps, ahead)) {
            known = { observation, memory: { ...known.memory, migrationPostponed: true } };
            planned = (0,plan/* plan */.et)(known, policy, context.runCredentials.accessKey);
        }
        const problems = await preflight(context, policy, known, planned.steps, ahead);
        if (problems.length > 0)
            throw new ports/* RunProblems */.ww(problems);
        if (dryRun) {
            if (planned.steps.length > 0)
                context.report(UNTRIED);
            for (const step of planned.steps) {
                context.report({ kind: 'step', step });
                steps.push({ step, error: undefined });
            }
            return finish(planned.stop, undefined, known, planned.end);
        }
        const actor = createExecutor(context, policy);
        for (;;) {
            const step = (0,decide/* decide */.L)(known.observation, policy, known.memory);
            if (step.kind === 'stop')
                return finish(step.because, undefined, known);
            /* c8 ignore next -- every step brings the end nearer */
            if (steps.length === plan/* MAX_STEPS */.rh)
                throw new Error('this run does not come to an end; this is a bug');
            if (context.stopping()) {
                context.report({ kind: 'interrupted' });
                throw new model_context/* Interrupted */.j('the run was asked to end; the next run continues');
            }
            if (known.memory.failedSteps.has((0,model_steps/* stepName */.u)(step))) {
                throw new Error(`the step "${(0,model_steps/* stepName */.u)(step)}" failed, and nothing can be done before it`);
            }
            context.report({ kind: 'step', step, known });
            try {
                known = await actor.execute(known, step);
                steps.push({ step, error: undefined });
                context.report({ kind: 'step-done', step });
            }
            catch (error) {
                if (error instanceof PayloadMismatch && isForgery(context, known, error)) {
                    // Decided anew without that version, which is closed.
                    known = (0,transition/* afterMismatch */.L7)(known, error.revision);
                    continue;
                }
                steps.push({ step, error });
                context.report({ kind: 'step-failed', step, error });
                // Past the deadline nothing may be changed any more, so nothing that follows could succeed.
                const late = context.clock.now().getTime() > known.memory.startedAt.getTime() + model_policy/* RUN_DEADLINE_MS */.Y;
                if (!HOUSEKEEPING.has(step.kind) || late)
                    throw error;
                known = (0,transition/* applyFailure */.nw)(known, step);
            }
        }
    }
    catch (error) {
        return finish(undefined, error, known);
    }
}
/**
 * Whether a version that does not hold the key of its record can be closed. Where neither IAM nor a record key confirms
 * records, the run fails instead: the secret may be another issuer's.
 */
function isForgery({ issuer, store }, { observation }, { revision }) {
    return (issuer.kind === 'listing' || store.authenticates === true) && !observation.mismatched.has(revision);
}
function freshMemory(observation) {
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    return {
        startedAt: observation.at,
        targetsUnchanged: current !== undefined && (0,model_observation/* lagging */.SO)(observation, current).length === 0,
        targetsReadAt: observation.targetsReadAt,
        issued: undefined,
        resumed: false,
        migrationPostponed: false,
        promoted: false,
        helped: false,
        unverified: undefined,
        halted: undefined,
        rolledBack: false,
        verified: new Set(),
        failedTargets: new Set(),
        failedSteps: new Set(),
    };
}

// EXTERNAL MODULE: ./build/github/secrets/seal.js
var seal = __webpack_require__(1643);
// EXTERNAL MODULE: ./build/commands/github.js + 30 modules
var github = __webpack_require__(8838);
// EXTERNAL MODULE: ./build/commands/keys-api.js
var keys_api = __webpack_require__(4982);
// EXTERNAL MODULE: ./build/commands/scaleway.js + 1 modules
var commands_scaleway = __webpack_require__(1569);
;// CONCATENATED MODULE: ./build/commands/rotate.js









/** `rotate` for one key: wires its services and runs it. Never throws; the outcome contains errors. */
async function runRotate(inputs, policy, runtime, tell, { fleet, scaleway = (0,commands_scaleway/* openScaleway */.yI)(inputs, runtime) } = {}) {
    const run = (own) => rotate(createContext(inputs, scaleway, own, { runtime, tell }), policy, inputs.dryRun);
    if (fleet !== undefined)
        return run(fleet);
    const access = (0,github/* openGithub */.K5)(inputs.github, runtime, tell);
    try {
        return await run({ access, resolve: () => (0,github/* resolveDeclared */.jR)(access, inputs.targets) });
    }
    finally {
        for (const text of await access.close())
            tell({ kind: 'advice', text });
    }
}
function createContext(inputs, { clock, deadline, session, store, payload }, { access, resolve, migrations }, { runtime, tell }) {
    const { scaleway, keysApi, key, rotator } = inputs;
    const { mask, stopping } = runtime;
    return {
        issuer: keysApi === undefined
            ? (0,iam/* createScalewayIssuer */.Z)({
                session,
                applicationId: key.applicationId,
                organizationId: scaleway.organizationId,
                mask,
            })
            : (0,keys_api/* connectKeysApi */.t)(keysApi, runtime, clock),
        store,
        targets: (0,github/* targetsFor */.Y$)(access, inputs, {
            resolve,
            runtime,
            deadline,
            bundle: payload.write,
            advise: (text) => {
                tell({ kind: 'advice', text });
            },
        }),
        clock,
        report: tell,
        stopping,
        newAttempt: () => (0,external_node_crypto_.randomInt)(36 ** 8).toString(36),
        rotatorTag: rotatorTag(inputs),
        run: `${rotator.run.id}/${rotator.run.attempt}${rotator.actor === undefined ? '' : ` by ${rotator.actor}`}`,
        sealForRecovery: sealFor(keysApi?.recoveryPublicKey),
        accepted: new Set(inputs.targets.accepted),
        runCredentials: { accessKey: scaleway.accessKey, secret: scaleway.secretKey },
        ...(migrations !== undefined && { migrations }),
    };
}
/** Each key of a file is rotated by a rotator of its own, and without a file each issuer: they never share a secret. */
function rotatorTag({ rotator, keysApi }) {
    const which = rotator.key === undefined ? (keysApi === undefined ? '' : ':keys-api') : `:key:${rotator.key}`;
    return `${model_context/* ROTATOR_TAG_PREFIX */.C}repository:${rotator.repositoryId}${which}`;
}
function sealFor(publicKey) {
    return publicKey === undefined ? undefined : (text) => (0,seal/* seal */.od)(text, { id: 'recovery', key: publicKey });
}
/** The policy of a rotation, from its inputs. */
function policyOf({ command, key, oldKey, store, }) {
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
        pauseUntil: key.pauseUntil,
        propagationTimeoutMs: key.propagationTimeout.seconds * 1000,
    };
}
/** A duration as the core uses it. */
function spanOf(duration) {
    return {
        text: (0,config_duration/* formatDuration */.a3)(duration),
        none: (0,config_duration/* isZero */.be)(duration),
        after: (from) => (0,config_duration/* addDuration */.Gw)(from, duration),
    };
}


/***/ }),

/***/ 1643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QB: () => (/* binding */ publicKeyIn),
/* harmony export */   od: () => (/* binding */ seal),
/* harmony export */   qs: () => (/* binding */ loadSealing)
/* harmony export */ });
/* harmony import */ var _http_connection_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9285);

const KEY_BYTES = 32;
/**
 * Reads the public key in GitHub's answer.
 * @throws {ConnectionError} if there is none: a proxy or gateway may have answered in place of GitHub
 */
function publicKeyIn(data) {
    const { key_id, key } = (data ?? {});
    const isKey = typeof key === 'string' && Buffer.from(key, 'base64').length === KEY_BYTES;
    if (typeof key_id === 'string' && isKey)
        return { id: key_id, key };
    throw new _http_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc("GitHub's answer is not valid: it has no public key");
}
/** Loads libsodium, the largest part of the bundle; a run that writes nothing does not load it. */
async function loadSealing() {
    const { default: sodium } = await __webpack_require__.e(/* import() */ 768).then(__webpack_require__.bind(__webpack_require__, 4768));
    await sodium.ready;
    return sodium;
}
/**
 * Encrypts a value so that only GitHub can decrypt it (a libsodium sealed box).
 * @returns the sealed box in base64
 * @throws if the public key is not valid
 */
async function seal(value, publicKey) {
    const sodium = await loadSealing();
    const key = Buffer.from(publicKey.key, 'base64');
    const box = sodium.crypto_box_seal(Buffer.from(value, 'utf8'), key);
    return Buffer.from(box).toString('base64');
}


/***/ }),

/***/ 9345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P5: () => (/* binding */ createAppAdmission),
  hN: () => (/* binding */ needsOf),
  fz: () => (/* binding */ needsToResolve),
  GP: () => (/* binding */ reportAsApp)
});

// EXTERNAL MODULE: ./build/github/places/places.js
var places = __webpack_require__(7319);
;// CONCATENATED MODULE: ./build/github/targets/app-permissions.js

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
/** GitHub has no read-only level for these. */
const WITHOUT_READ = ['codespaces_secrets'];
/**
 * The permissions of a GitHub App for a place's secrets, and for its variables if they are written as well. Each of them
 * includes reading the repository itself (`metadata`).
 */
function permissionsFor({ kind, scope }, level, variables = false) {
    const permission = ([name, label]) => ({
        name,
        level: WITHOUT_READ.includes(name) ? 'write' : level,
        label: `${scope === 'organization' ? 'organization' : 'repository'} permission ${label}`,
    });
    // One permission covers everything in an environment.
    if (scope === 'environment')
        return [permission(['environments', 'Environments'])];
    const table = scope === 'organization' ? OF_ORGANIZATION : OF_REPOSITORY;
    return [permission(table[kind]), ...(variables ? [permission(table.variables)] : [])];
}
/**
 * What a run needs of an App's token for a place.
 * @param level `read` for a run that writes nothing; it checks all the same that another run could
 * @param variables whether variables are written as well
 */
function needOf(place, level, variables = false) {
    const both = variables && (0,places/* hasVariables */.cF)(place);
    return {
        ...(place.scope === 'organization'
            ? { owner: place.organization, repository: undefined }
            : { owner: place.owner, repository: place.repo }),
        permissions: permissionsFor(place, level, both),
        expected: permissionsFor(place, 'write', both),
        about: (0,places/* inputOf */.wg)(place),
    };
}
/** What is needed to list repositories, or to read the ID of one. */
function needToList(owner, repository) {
    const metadata = { name: 'metadata', level: 'read', label: 'repository permission Metadata' };
    const about = repository === undefined ? 'repositories' : 'selected-repositories';
    return { owner, repository, permissions: [metadata], expected: [], about };
}
/** What is needed to list a repository's environments. */
function needToListEnvironments(owner, repository) {
    const actions = { name: 'actions', level: 'read', label: 'repository permission Actions' };
    return { owner, repository, permissions: [actions], expected: [], about: 'repositories' };
}

;// CONCATENATED MODULE: ./build/github/targets/app-targets.js

/** What is needed of an App's tokens to resolve declared targets. */
function needsToResolve({ places, patterns }) {
    const selected = places.flatMap((place) => place.scope === 'organization' ? (place.access?.repositories ?? []) : []);
    return [
        ...patterns.map(({ owner }) => needToList(owner, undefined)),
        ...selected.map(({ owner, repo }) => needToList(owner, repo)),
    ];
}
/** What is needed of an App's tokens for these places. */
function needsOf(places, { names, level }) {
    return places.map((place) => needOf(place, level, names.accessKeyVariable.length > 0));
}
/**
 * Creates the tokens of a GitHub App, one for each owner of a place. The problems of all places are reported together.
 */
function createAppAdmission({ app, names, level, writesLater }) {
    const needs = (places) => {
        const all = needsOf(places, { names, level });
        return writesLater ? all : all.map((need) => ({ ...need, expected: [] }));
    };
    return {
        admit: (places) => app.open(needs(places)),
        isAdmitted: (place) => needs([place]).every((need) => app.covers(need)),
        admitLists: (repositories) => app.open(repositories.map(({ owner, repo }) => needToListEnvironments(owner, repo))),
        mayList: ({ owner, repo }) => app.covers(needToListEnvironments(owner, repo)),
    };
}
/** Reports problems with the token as problems with the App, where no token was given. */
function reportAsApp(targets) {
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
            const observed = await targets.observe();
            return { ...observed, problems: observed.problems.map(reworded) };
        },
        async shadows() {
            const { shadows, problems } = await targets.shadows();
            return { shadows, problems: problems.map(reworded) };
        },
        async prepare(ids) {
            const prepared = await targets.prepare(ids);
            return { ...prepared, problems: prepared.problems.map(reworded) };
        },
        async identities() {
            const found = await targets.identities();
            return { ...found, problems: found.problems.map(reworded) };
        },
        write: (id, credential, fallback, insist) => targets.write(id, credential, fallback, insist),
    };
}


/***/ }),

/***/ 6403:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ poll)
/* harmony export */ });
/** Asks until an answer is final or the attempts are used up. @returns the last answer */
async function poll(ask, options) {
    const { clock, attempts, intervalMs, delayFirst = false, isFinal } = options;
    if (delayFirst)
        await clock.sleep(intervalMs);
    let answer = await ask();
    for (let attempt = 1; attempt < attempts && !isFinal(answer); attempt += 1) {
        await clock.sleep(intervalMs);
        answer = await ask();
    }
    return answer;
}


/***/ }),

/***/ 2381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Am: () => (/* binding */ inGroups),
/* harmony export */   Pe: () => (/* binding */ recordText),
/* harmony export */   sk: () => (/* binding */ withSpans),
/* harmony export */   x7: () => (/* binding */ isLong)
/* harmony export */ });
/* unused harmony export MAX_RECORD_LENGTH */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5919);
/* harmony import */ var _recorded_identities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7752);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5352);




/**
 * How long a version's description may become, in characters. No limit is documented, and what a description says of each
 * secret of a thousand targets makes tens of thousands; so what is longer is said in short. The identities of the targets
 * come on top of it: a digest of them could not say which repository was replaced. They take 14 characters each.
 */
const MAX_RECORD_LENGTH = 4000;
/** What a secret may take where it is listed by itself. */
const ENTRY_LENGTH = 24;
/**
 * Writes a record. Where it would become too long, the targets are put into 64 groups by their ids, and a group whose
 * secrets all stand just as this action wrote them is recorded as one digest of when each was last written. What
 * {@link withSpans} makes of it is the same as before, until something in the group changes: then nothing is known of the
 * whole group, and doubt is settled by writing again. What stands in other groups is listed as ever, as far as there is
 * room; of the rest nothing is known either.
 *
 * A digest comes from a reading, and a reading may show what somebody else wrote. But it counts only where every secret
 * was last written within the span of our own write, which is the very question that the next run would ask.
 * @param targets the targets as they stand, by the latest reading
 */
function recordText(record, targets) {
    if (!isLong(record))
        return (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .writeRecord */ .rh)(record);
    const longest = MAX_RECORD_LENGTH + identitiesLength(record);
    const groupDigests = new Map();
    const listed = new Map(record.written);
    for (const [group, secrets] of groupsOf(targets)) {
        const others = secrets.filter(({ tag, updatedAt }) => !(0,_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .isWithin */ .UO)(record.written.get(tag), updatedAt));
        if (others.length === 0)
            groupDigests.set(group, digestOf(secrets));
        for (const { tag } of others.length === 0 ? secrets : others)
            listed.delete(tag);
    }
    const withSome = (count) => (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .writeRecord */ .rh)({ ...record, groupDigests, written: new Map([...listed].slice(0, count)) });
    let count = listed.size;
    let text = withSome(count);
    while (text.length > longest && count > 0) {
        count = Math.floor((count * longest) / (text.length + 1));
        text = withSome(count);
    }
    return text;
}
/**
 * In which order targets are written: where there are many, one group after the other, so that a run that cannot write
 * all of them leaves whole groups behind, which can be recorded.
 */
function inGroups(targets) {
    const names = targets.reduce((sum, { secrets }) => sum + secrets.length, 0);
    if (names * ENTRY_LENGTH <= MAX_RECORD_LENGTH)
        return targets;
    return [...Map.groupBy(targets, groupOf).values()].flat();
}
/** A record as if it had never been written in short: what is recorded of a group that stands as it was left is known. */
function withSpans({ groupDigests, ...record }, targets) {
    if (groupDigests === undefined)
        return record;
    const written = new Map(record.written);
    for (const [group, secrets] of groupsOf(targets)) {
        if (groupDigests.get(group) !== digestOf(secrets))
            continue;
        for (const { tag, updatedAt } of secrets)
            if (updatedAt !== undefined)
                written.set(tag, { from: updatedAt, to: updatedAt });
    }
    return { ...record, written };
}
/** Whether a record is too long to list every secret. */
function isLong(record) {
    return (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .writeRecord */ .rh)(record).length > MAX_RECORD_LENGTH + identitiesLength(record);
}
function identitiesLength({ identities }) {
    return identities === undefined ? 0 : `,"ids":"${(0,_recorded_identities_js__WEBPACK_IMPORTED_MODULE_2__/* .writeIdentities */ .Ye)(identities)}"`.length;
}
/** The secrets of the targets, in groups. What can be read back needs no record. */
function groupsOf(targets) {
    const standing = ({ id, secrets }) => secrets.flatMap(({ name, updatedAt, value }) => value === undefined ? [{ tag: (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .secretTag */ .$q)(id, name), updatedAt }] : []);
    const groups = [...Map.groupBy(targets, groupOf)];
    return new Map(groups.map(([group, own]) => [group, own.flatMap(standing)]));
}
function groupOf({ id }) {
    return digest(id, 1);
}
function digestOf(secrets) {
    const lines = secrets.map(({ tag, updatedAt }) => `${tag} ${updatedAt?.getTime() ?? 'never'}`);
    return digest(lines.toSorted().join('\n'), 8);
}
function digest(text, length) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', text, 'base64url').slice(0, length);
}


/***/ }),

/***/ 2058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  zj: () => (/* binding */ byAccessKey),
  lB: () => (/* binding */ observe),
  Do: () => (/* binding */ parseKey),
  vv: () => (/* binding */ readFirst),
  q2: () => (/* binding */ readVersions),
  v9: () => (/* binding */ rereadVersions),
  Te: () => (/* binding */ withConfirmedTables),
  jR: () => (/* binding */ withKeys)
});

// EXTERNAL MODULE: ./build/lib/poll.js
var poll = __webpack_require__(6403);
// EXTERNAL MODULE: ./build/rotation/model/record-digest.js
var record_digest = __webpack_require__(2381);
// EXTERNAL MODULE: ./build/rotation/model/target-identities.js
var target_identities = __webpack_require__(9919);
// EXTERNAL MODULE: ./build/rotation/model/mark.js
var mark = __webpack_require__(7332);
// EXTERNAL MODULE: ./build/rotation/model/in-doubt.js
var in_doubt = __webpack_require__(2921);
// EXTERNAL MODULE: ./build/rotation/model/observation.js
var model_observation = __webpack_require__(5919);
// EXTERNAL MODULE: ./build/rotation/model/recorded-keys.js
var recorded_keys = __webpack_require__(4686);
;// CONCATENATED MODULE: ./build/rotation/observe/probe-current.js




/** How often, and at which interval, a key is probed before it counts as deactivated. */
const CONFIRMATION = { attempts: 2, intervalMs: 1000 };
/**
 * Looks whether the current key of a blind issuer works, where there is a way to. One that is refused twice was ended
 * by somebody; one that is accepted is no longer in doubt, whatever the run was about that died over it.
 */
async function probeCurrent({ store, clock }, issuer, observation) {
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    const key = current && observation.keys.get(current.record.accessKey);
    const { secretId } = observation;
    if (issuer.probe === undefined || current?.status !== 'enabled' || secretId === undefined)
        return observation;
    if (key === undefined || (0,model_observation/* isExpired */._d)(observation, key))
        return observation;
    const credential = await store.read(secretId, current.revision);
    if (credential?.accessKey !== key.accessKey)
        return observation; // somebody changed it; whoever reads it says so
    const { probe } = issuer;
    const answer = await (0,poll/* poll */.w)(() => probe(credential), {
        ...CONFIRMATION,
        clock,
        isFinal: (one) => one !== 'denied',
    });
    if (answer === 'accepted' || answer === 'forbidden') {
        const settled = (0,in_doubt/* withoutDoubt */.hL)(observation, current.revision);
        const versions = settled.versions.map((version) => version.revision === current.revision && version.record !== undefined
            ? { ...version, record: (0,recorded_keys/* asVerified */.nN)(version.record) }
            : version);
        const keys = new Map(settled.keys);
        const seen = keys.get(key.accessKey);
        if (seen !== undefined)
            keys.set(key.accessKey, { ...seen, works: true });
        return { ...settled, versions, keys };
    }
    // One that never could be seen to work is asked about in vain: the question is wrong, not the key.
    const ended = answer === 'denied' && current.record.unproven !== true;
    return ended ? (0,in_doubt/* deactivated */.hu)(observation, key.accessKey) : observation;
}

// EXTERNAL MODULE: ./build/rotation/model/policy.js
var policy = __webpack_require__(8575);
// EXTERNAL MODULE: ./build/rotation/model/ports.js
var ports = __webpack_require__(8209);
// EXTERNAL MODULE: ./build/rotation/model/record.js
var record = __webpack_require__(5352);
// EXTERNAL MODULE: ./build/rotation/model/context.js
var model_context = __webpack_require__(2562);
;// CONCATENATED MODULE: ./build/rotation/observe/take-over.js




/** Says what is taken over, and adds its key where only its version tells of it. */
async function withTakeOver({ store, issuer }, secret, observation) {
    const from = secret.tags.some((tag) => tag.startsWith(model_context/* ROTATOR_TAG_PREFIX */.C)) ? 'another-rotator' : 'nobody';
    const otherTags = secret.tags.filter((tag) => !tag.startsWith(model_context/* ROTATOR_TAG_PREFIX */.C));
    const nothing = { from, otherTags, revision: undefined, accessKey: undefined };
    // Another rotator's records say all that there is to know.
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    if (current !== undefined) {
        if (current.status === 'enabled' && (await store.read(secret.id, current.revision)) === undefined)
            throw new ports/* RunProblems */.ww([notOurKind(secret)]);
        return { ...observation, takeOver: nothing };
    }
    // Nothing confirms a key that somebody else stored, so that only the secret is taken over.
    if (store.authenticates === true)
        return { ...observation, takeOver: nothing };
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
        const key = observation.keys.get(accessKey);
        // A key with a mark is another rotation's, or this one's already.
        if (key !== undefined && key.mark === undefined)
            return { ...observation, takeOver };
        if (issuer.kind === 'blind' && (await issuer.probe?.(credential)) !== 'denied') {
            // When it was created and when it expires is unknown.
            const key = (0,recorded_keys/* unmarkedKey */.T9)({ accessKey, createdAt: observation.at, expiresAt: undefined });
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

;// CONCATENATED MODULE: ./build/rotation/observe/observe.js












/** How often, and at which interval, a key that a list does not show is read before it counts as deleted. */
const observe_CONFIRMATION = { attempts: 2, intervalMs: 1000 };
/**
 * Reads all that stands in the cloud, and changes nothing.
 * @param seen called with what is known before the versions are read
 * @throws {RunProblems} with everything at once that keeps a rotation from being safe
 */
async function observe(context, policy, seen) {
    const { began, secret: found, keys: listed, places: observed } = await readFirst(context);
    const problems = [];
    const secret = settled(found, problems);
    const keys = settled(listed, problems);
    const places = settled(observed, problems);
    if (places !== undefined)
        problems.push(...places.problems);
    if (secret !== undefined)
        problems.push(...secretProblems(context, policy, secret));
    if (problems.length === 0 && keys !== undefined && places !== undefined)
        seen?.({ at: began(), secretId: secret?.id, keys, targets: places.states });
    // A version that was stored after the keys were listed names a key that the list lacks: it is asked for below.
    const [versionsRead] = await Promise.allSettled([readVersions(context, secret)]);
    const versions = settled(versionsRead, problems);
    if (versions !== undefined)
        problems.push(...versions.problems);
    if (problems.length > 0 || versions === undefined || keys === undefined || places === undefined)
        throw new ports/* RunProblems */.ww(problems);
    const at = began();
    const whole = await withKeys(context, {
        at,
        issuer: context.issuer.kind,
        secretId: secret?.id,
        takeOver: undefined,
        versions: versions.versions,
        keys: byAccessKey(keys),
        foreign: new Set(),
        mismatched: new Set(),
        targets: places.states,
        leftOut: (0,target_identities/* withHolders */.Sw)(versions.versions, places.leftOut ?? []),
        targetsReadAt: new Date(at.getTime() - (places.ageMs ?? 0)),
    });
    if (secret === undefined || secret.tags.includes(context.rotatorTag))
        return whole;
    return withTakeOver(context, secret, whole);
}
/** Asks for all that can be asked for at once. */
async function readFirst({ issuer, store, targets, clock, }) {
    const began = clock.stamp();
    const [secret, keys, places] = await Promise.allSettled([
        store.find(),
        issuer.kind === 'listing' ? issuer.keys().then((listed) => listed.map(parseKey)) : [],
        targets.observe(),
    ]);
    return { began, secret, keys, places };
}
/** The versions of a secret, oldest first; none where there is no secret. Records that cannot be understood are problems. */
async function readVersions({ store }, secret) {
    const problems = [];
    const listed = secret === undefined ? [] : await store.versions(secret.id);
    const versions = listed.map((version) => readVersion(version, problems));
    return { versions: versions.sort((a, b) => a.revision - b.revision), problems };
}
/**
 * An observation with all of its keys: those that a list did not show, or those that only the records tell of. What the
 * records say of targets is kept where it can be trusted.
 */
async function withKeys(context, observation) {
    const { issuer } = context;
    const whole = issuer.kind === 'listing'
        ? await withUnlistedKeys(context, issuer, observation)
        : await probeCurrent(context, issuer, { ...observation, keys: (0,recorded_keys/* recordedKeys */.NC)(observation) });
    return withConfirmedTables(whole);
}
/**
 * The records with what they say of each target, also where only a digest of that is stored. A table that the mark of
 * its key does not confirm says nothing (protocol, rule 8): doubt is settled by writing again.
 */
function withConfirmedTables(observation) {
    const versions = observation.versions.map((version) => {
        const { record } = version;
        if (record === undefined)
            return version;
        if (isTableConfirmed(observation, version))
            return { ...version, record: (0,record_digest/* withSpans */.sk)(record, observation.targets) };
        return { ...version, record: withoutTable(record) };
    });
    return { ...observation, versions };
}
function withoutTable({ groupDigests: _unconfirmed, ...record }) {
    return { ...record, written: new Map() };
}
function isTableConfirmed(observation, { revision, record, tableDigest: digest }) {
    if (!(0,model_observation/* hasMarks */.ZF)(observation))
        return true;
    const published = (0,model_observation/* ownMark */.a1)(observation, record?.accessKey ?? '')?.published;
    return published?.revision === revision && published.table === digest;
}
/** Keys by their access keys. */
function byAccessKey(keys) {
    return new Map(keys.map((key) => [key.accessKey, key]));
}
/** Reads the versions and the tags again, after something was written. */
async function rereadVersions(context, secretId) {
    const [secret, { versions, problems }] = await Promise.all([
        context.store.find(),
        readVersions(context, { id: secretId }),
    ]);
    if (secret?.id !== secretId || !secret.tags.includes(context.rotatorTag)) {
        throw new Error('the secret was taken over by another rotator during this run; the run stops and changes nothing more');
    }
    if (problems.length > 0)
        throw new ports/* RunProblems */.ww(problems);
    return versions;
}
/** A key with its description taken apart. */
function parseKey(key) {
    return { ...key, ...(0,mark/* readDescription */.XF)(key.description) };
}
function readVersion(version, problems) {
    const reading = (0,record/* readRecord */.aE)(version.description);
    if (reading.kind === 'newer') {
        problems.push({
            about: `version ${version.revision} of the secret`,
            problem: `its record has format ${reading.format}, which is newer than this action knows`,
            remedy: 'Use the newer release of the action that wrote it',
        });
    }
    return {
        revision: version.revision,
        status: version.status,
        record: reading.kind === 'ours' ? reading.record : undefined,
        createdAt: version.createdAt,
        tableDigest: (0,record/* tableDigest */.jE)(version.description),
        unauthenticated: version.unauthenticated,
    };
}
/**
 * Adds the keys that a version names and the list did not show: it may have been read before the key was created, or
 * be stale. A key counts as deleted only when the issuer says so when asked for it by name, more than once.
 */
async function withUnlistedKeys({ clock }, issuer, observation) {
    const { versions, keys } = observation;
    const known = new Map(keys);
    const foreign = new Set();
    const relevant = versions.flatMap(({ record, status }) => record === undefined || record.stage === 'retired' || status === 'deleted' ? [] : [record.accessKey]);
    const missing = [...new Set(relevant)].filter((accessKey) => !known.has(accessKey));
    await Promise.all(missing.map(async (accessKey) => {
        const answer = await (0,poll/* poll */.w)(() => issuer.key(accessKey), {
            ...observe_CONFIRMATION,
            clock,
            isFinal: ({ kind }) => kind !== 'none',
        });
        if (answer.kind === 'own')
            known.set(accessKey, parseKey(answer.key));
        if (answer.kind === 'foreign')
            foreign.add(accessKey);
        // A key of the bearer can be read, at the latest when it was created long enough ago.
        if (answer.kind === 'hidden' && isNamedForLong(observation, accessKey))
            foreign.add(accessKey);
    }));
    return { ...observation, keys: known, foreign };
}
/** Whether a version has named a key for longer than a run lasts. */
function isNamedForLong({ versions, at }, accessKey) {
    return versions.some(({ record, createdAt }) => record?.accessKey === accessKey &&
        createdAt !== undefined &&
        at.getTime() - createdAt.getTime() > policy/* RUN_DEADLINE_MS */.Y);
}
function secretProblems(context, policy, secret) {
    const problems = [];
    if (secret.locked) {
        problems.push({
            about: 'secret-name',
            problem: `the secret ${secret.id} is locked, so that nothing can be stored in it`,
            remedy: 'Only Scaleway locks and unlocks secrets: ask its support, or name another secret',
            knownCause: 'scaleway-secret-locked',
        });
    }
    if (!secret.tags.includes(context.rotatorTag) && !policy.takeOver) {
        const other = secret.tags.find((tag) => tag.startsWith(model_context/* ROTATOR_TAG_PREFIX */.C));
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
/** The value of a settled promise; known problems are collected, anything else is thrown. */
function settled(result, problems) {
    if (result.status === 'fulfilled')
        return result.value;
    if (!(result.reason instanceof ports/* RunProblems */.ww))
        throw result.reason;
    problems.push(...result.reason.problems);
    return undefined;
}


/***/ }),

/***/ 2785:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ createScalewayIssuer)
/* harmony export */ });
/* harmony import */ var _scaleway_sdk_iam__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6355);
/* harmony import */ var _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8209);
/* harmony import */ var _lib_error_message_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4244);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6009);




const ACCESS_KEY = /^SCW[A-Z0-9]{17}$/;
const KEY_QUOTA = 'iam_api_keys';
/** Scaleway IAM as an issuer: the API keys of one application or user. */
function createScalewayIssuer(options) {
    const { session } = options;
    const identity = createIdentity(options);
    return {
        kind: 'listing',
        ...readOperations(options, identity),
        ...changeOperations(options, identity),
        limits: () => readLimits(session, identity),
        authenticatedAs: session.signedInAs,
        useCredentials: session.signIn,
    };
}
function iamOf(session) {
    return new _scaleway_sdk_iam__WEBPACK_IMPORTED_MODULE_0__/* .Iamv1alpha1.API */ .s.nC(session.client());
}
function createIdentity({ session, applicationId, organizationId }) {
    const self = once(() => (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explainFailure */ .SP)('read their own API key', 'scw-access-key', () => iamOf(session).getAPIKey({ accessKey: session.signedInAs() })));
    const bearer = once(async () => {
        if (applicationId !== undefined)
            return { applicationId };
        const own = await self();
        if (own.applicationId !== undefined)
            return { applicationId: own.applicationId };
        if (own.userId !== undefined)
            return { userId: own.userId };
        throw new Error("Scaleway's answer has no bearer for the API key of the run");
    });
    const application = once(async () => {
        const who = await bearer();
        if (!('applicationId' in who))
            return undefined;
        return (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explainFailure */ .SP)(`find the application ${who.applicationId}`, 'application-id', () => iamOf(session).getApplication(who));
    });
    return {
        self,
        bearer,
        application,
        organization: async () => organizationId ?? (await application())?.organizationId,
    };
}
function readOperations({ session, applicationId }, { self, bearer, application }) {
    const api = () => iamOf(session);
    return {
        async keys() {
            // The API key of the run is read even if the bearer is known, and reported first if it is invalid.
            const [own, bearersKeys, found] = await Promise.allSettled([
                self(),
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explainFailure */ .SP)("list the bearer's API keys", applicationId === undefined ? 'scw-access-key' : 'application-id', async () => {
                    const bearerId = idOf(await bearer());
                    const listed = await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .readWholeList */ .Ej)(api().listAPIKeys({ bearerId, pageSize: 100 }));
                    return listed.filter((key) => bearerOf(key) === bearerId);
                }),
                applicationId === undefined ? undefined : application(),
            ]);
            if (own.status === 'rejected')
                throw own.reason;
            if (found.status === 'rejected')
                throw found.reason;
            if (bearersKeys.status === 'rejected')
                throw bearersKeys.reason;
            return bearersKeys.value.map(issuedKey);
        },
        async key(accessKey) {
            if (!ACCESS_KEY.test(accessKey))
                return { kind: 'foreign' }; // not a key of IAM
            return (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explainFailure */ .SP)(`read the API key ${accessKey}`, 'scw-access-key', async () => {
                try {
                    const [key, who] = await Promise.all([api().getAPIKey({ accessKey }), bearer()]);
                    const isOwn = key.accessKey === accessKey && bearerOf(key) === idOf(who);
                    return isOwn ? { kind: 'own', key: issuedKey(key) } : { kind: 'foreign' };
                }
                catch (error) {
                    if ((0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c2)(error) === 404)
                        return { kind: 'none' };
                    if ((0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c2)(error) === 403)
                        return { kind: 'hidden' };
                    throw error;
                }
            });
        },
        async probe(credential) {
            const withKey = new _scaleway_sdk_iam__WEBPACK_IMPORTED_MODULE_0__/* .Iamv1alpha1.API */ .s.nC(session.clientAs(credential));
            try {
                const { accessKey } = await withKey.getAPIKey({ accessKey: credential.accessKey });
                // If a proxy or gateway has answered in place of IAM, the validity of the key is unknown.
                return accessKey === credential.accessKey ? 'accepted' : 'unclear';
            }
            catch (error) {
                const status = (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c2)(error);
                if (status === 401)
                    return 'denied';
                if (status === 403)
                    return 'forbidden';
                // The key was accepted, and has not reached all servers yet.
                if (status === 404)
                    return 'denied';
                throw error;
            }
        },
    };
}
function changeOperations({ session, mask }, { bearer }) {
    const api = () => iamOf(session);
    return {
        async create({ description, expiresAt, defaultProjectId }) {
            const who = await bearer();
            const request = () => api().createAPIKey({
                ...who,
                description,
                ...(expiresAt === undefined ? {} : { expiresAt }),
                ...(defaultProjectId === undefined ? {} : { defaultProjectId }),
            });
            // If the answer does not confirm it, the key may exist nevertheless: the caller looks for its mark.
            return (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)('create an API key for this bearer', 'scw-access-key', request, (made) => {
                const { secretKey: secret } = made;
                if (typeof secret === 'string')
                    mask(secret);
                const key = issuedKey(made);
                if (typeof secret !== 'string')
                    throw new Error(`Scaleway's answer has no secret key for the new API key ${key.accessKey}`);
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requireConfirmed */ .j9)('the description of the new API key', descriptionOf(key) === description);
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requireConfirmed */ .j9)('the bearer of the new API key', belongsTo(made, who));
                return { key, credential: { accessKey: key.accessKey, secret } };
            });
        },
        async describe(accessKey, description) {
            checkAccessKey(accessKey);
            const doing = `change the description of the API key ${accessKey}`;
            const request = () => api().updateAPIKey({ accessKey, description });
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)(doing, 'scw-access-key', request, (answer) => {
                // The access key is not in the request's body, so a gateway that echoes the body does not know it.
                const confirmed = answer.accessKey === accessKey && descriptionOf(answer) === description;
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requireConfirmed */ .j9)(`the new description of the API key ${accessKey}`, confirmed);
            });
        },
        async delete(accessKey) {
            checkAccessKey(accessKey);
            const request = () => (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .ignoreNotFound */ .Ko)(api().deleteAPIKey({ accessKey }));
            // Only the status confirms a deletion; the session checks it.
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)(`delete the API key ${accessKey}`, 'scw-access-key', request, () => undefined);
        },
    };
}
/** Reads the limits of the organization, as far as the run may read them. */
async function readLimits(session, { organization }) {
    const api = iamOf(session);
    const [maxLifetimeMs, keysLeft] = await Promise.all([
        readIfAllowed(async () => {
            const organizationId = await requireId(organization());
            const settings = await api.getOrganizationSecuritySettings({ organizationId });
            const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(settings.maxApiKeyExpirationDuration ?? '')?.[1] ?? 0);
            return seconds === 0 ? undefined : seconds * 1000;
        }),
        readIfAllowed(async () => {
            const organizationId = await requireId(organization());
            const [quota, keys] = await Promise.all([
                api.getQuotum({ quotumName: KEY_QUOTA, organizationId }),
                api.listAPIKeys({ organizationId, pageSize: 1 }),
            ]);
            const limit = quota.limits.find(({ global }) => global)?.limit;
            return limit === undefined ? undefined : limit - keys.totalCount;
        }),
    ]);
    return { maxLifetimeMs, keysLeft };
}
/** Checks an access key, because it becomes part of URLs. */
function checkAccessKey(accessKey) {
    if (!ACCESS_KEY.test(accessKey))
        throw new Error('an access key is not valid');
}
/** The id of a key's bearer, from IAM's answer. */
function bearerOf({ applicationId, userId, }) {
    return applicationId ?? userId;
}
function idOf(bearer) {
    return 'applicationId' in bearer ? bearer.applicationId : bearer.userId;
}
/** The description of a key; `null` if it has none. */
function descriptionOf({ description }) {
    return description ?? '';
}
/** Whether a new key has the requested bearer. */
function belongsTo(made, bearer) {
    return 'applicationId' in bearer
        ? made.applicationId === bearer.applicationId
        : made.userId === bearer.userId;
}
function issuedKey(key) {
    checkAccessKey(key.accessKey);
    if (key.createdAt === undefined)
        throw new Error(`Scaleway's answer has no creation date for the API key ${key.accessKey}`);
    return {
        accessKey: key.accessKey,
        description: key.description,
        createdAt: key.createdAt,
        expiresAt: key.expiresAt,
        defaultProjectId: key.defaultProjectId === '' ? undefined : key.defaultProjectId,
    };
}
/** A limit, or why it could not be read: a missing permission here does not prevent a rotation. */
async function readIfAllowed(ask) {
    try {
        return { known: true, value: await ask() };
    }
    catch (error) {
        if (error instanceof _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .RunProblems */ .ww)
            return { known: false, why: error.problems.map(({ problem }) => problem).join('; ') };
        return { known: false, why: (0,_lib_error_message_js__WEBPACK_IMPORTED_MODULE_3__/* .errorMessage */ .g)(error) };
    }
}
async function requireId(organizationId) {
    const id = await organizationId;
    if (id === undefined)
        throw new Error('scw-organization-id is not set');
    return id;
}
/** Runs something at most once and shares its result, failures included. */
function once(work) {
    let result;
    return () => (result ??= work());
}


/***/ })

};
