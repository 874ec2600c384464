export const id = 189;
export const ids = [189];
export const modules = {

/***/ 9377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K5: () => (/* binding */ openGithub),
  jR: () => (/* binding */ resolveDeclared),
  Y$: () => (/* binding */ targetsFor),
  Ae: () => (/* binding */ targetsToLookAt)
});

// EXTERNAL MODULE: ./build/rotation/model/policy.js
var policy = __webpack_require__(8575);
// EXTERNAL MODULE: ./build/http/connection.js + 1 modules
var http_connection = __webpack_require__(4717);
// EXTERNAL MODULE: ./build/lib/map-concurrent.js
var map_concurrent = __webpack_require__(1522);
// EXTERNAL MODULE: ./build/rotation/model/ports.js
var ports = __webpack_require__(8209);
;// CONCATENATED MODULE: ./build/github/app/required-permissions.js
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

// EXTERNAL MODULE: ./build/github/client/client.js + 1 modules
var client_client = __webpack_require__(7476);
;// CONCATENATED MODULE: ./build/github/app/problems.js

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
    return { about: 'github-app-id', problem: `could not ${doing}: ${message}`, ...(0,client_client/* otherwise */.fl)(failure) };
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
        return { about, problem, ...(0,client_client/* otherwise */.fl)(failure) };
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
        if (typeof data?.name !== 'string')
            return NAMELESS;
        return { name: `the App ${data.name}`, installUrl: `${data.html_url}/installations/new` };
    }
    catch (error) {
        const unknown = error instanceof Error && 'status' in error && error.status === 404;
        return unknown ? undefined : NAMELESS; // asked only to word a message better
    }
}

;// CONCATENATED MODULE: ./build/github/app/installations.js






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
                if (!(0,client_client/* causedBy */.$z)(error, ports/* AmbiguousResult */.qF))
                    throw error;
                if (attempt >= ATTEMPTS)
                    throw new http_connection/* ConnectionError */.Rc(error.message, { cause: error });
                await clock.sleep(WAIT_MS * attempt);
            }
        }
        /* c8 ignore next -- nothing but a token or an error ends the loop */
    }
    /** Why a token for these repositories is refused, as far as one of them is to blame: GitHub does not say which. */
    async function problemsWith({ owner, name, settings }, repositories, about) {
        const found = await (0,map_concurrent/* mapConcurrent */._)(QUESTIONS_SIDE_BY_SIDE, repositories, async (repo) => {
            try {
                await asApp.request('GET /repos/{owner}/{repo}/installation', { owner, repo });
                return undefined;
            }
            catch (error) {
                const failure = (0,client_client/* githubFailure */.eQ)(error);
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
                const refused = (0,client_client/* githubFailure */.eQ)(error);
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
                        problems: [...problems, signInProblem(appId, (0,client_client/* githubFailure */.eQ)(again), doing)],
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

// EXTERNAL MODULE: ./node_modules/universal-github-app-jwt/index.js + 3 modules
var universal_github_app_jwt = __webpack_require__(2438);
;// CONCATENATED MODULE: ./build/github/app/jwt-client.js


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
        const made = await (0,universal_github_app_jwt/* default */.A)({
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
    return (0,client_client/* createGithub */.uh)(connection, apiUrl, sendSigned);
}
/** Whether GitHub refused a JWT because of its times. */
function isAboutTime(error) {
    return error instanceof Error && /'(Expiration time|Issued at)' claim/.test(error.message);
}

;// CONCATENATED MODULE: ./build/github/app/installation-token.js
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
            /* c8 ignore next -- nothing but an answer or an error ends the loop */
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

// EXTERNAL MODULE: ./build/lib/error-message.js
var error_message = __webpack_require__(4244);
;// CONCATENATED MODULE: ./build/github/app/github-app.js







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
    let opening = Promise.resolve();
    function covers(need) {
        const permissions = opened.get(keyOf(need))?.token.grant.permissions;
        return (permissions !== undefined && missingPermissions([{ ...need, expected: [] }], permissions).length === 0);
    }
    async function openAccount(needs) {
        /* c8 ignore next -- needs are put together by their owner, so there is one */
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
        // Whoever needs more of a place than before gets a token for both.
        const all = [...[...keys].flatMap((key) => opened.get(key)?.needs ?? []), ...missing];
        const byOwner = Map.groupBy(all, ({ owner }) => owner.toLowerCase());
        const found = await (0,map_concurrent/* mapConcurrent */._)(ACCOUNTS_SIDE_BY_SIDE, [...byOwner.values()], openAccount);
        return found.flat();
    }
    async function end({ token }) {
        try {
            await (0,client_client/* createGithub */.uh)(tokenConnection, apiUrl, token).request('DELETE /installation/token');
            return undefined;
        }
        catch (error) {
            if (isUnauthorized(error))
                return undefined; // it has ended already
            // Some refusals come without a word.
            return (0,error_message/* errorMessage */.g)(error) || 'GitHub did not say why';
        }
    }
    const client = (over) => (0,client_client/* createGithub */.uh)(over, apiUrl, (send, request) => tokenFor(opened, request).send(send, request));
    return {
        octokit: client(connection),
        client,
        open(needs) {
            const found = opening.then(() => openAll(needs));
            opening = found.catch(() => undefined); // whoever asked is told
            return found;
        },
        covers,
        async close() {
            const now = clock.now();
            const living = minted.splice(0).filter(({ expiresAt }) => expiresAt > now);
            const problems = await (0,map_concurrent/* mapConcurrent */._)(ENDS_SIDE_BY_SIDE, living, async (token) => {
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
var external_node_async_hooks_ = __webpack_require__(6698);
// EXTERNAL MODULE: ./build/rotation/model/context.js
var context = __webpack_require__(2562);
;// CONCATENATED MODULE: ./build/http/sliding-window.js
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

;// CONCATENATED MODULE: ./build/http/rate-limiter.js




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
/** How often a request is sent that is refused for too many requests. */
const MOST_ATTEMPTS = 11;
/** The same for one that completes or restores a half-written group: then the opposite is tried. */
const MOST_ATTEMPTS_HALF_WRITTEN = 3;
/** Waits after a refusal before a half-written group is tried again, whatever GitHub asks for; the last one repeats. */
const HALF_WRITTEN_WAITS_MS = [1000, 2000, 2000, 4000, 8000, 15_000, 30_000, MINUTE_MS];
/** A wait that is worth a word. */
const WORTH_TELLING_MS = 3000;
/** Makes a limiter that has let nothing through yet. */
function createRateLimiter(options) {
    const { now, tell } = options;
    const points = createSlidingWindow(MINUTE_MS);
    const changesInMinute = createSlidingWindow(MINUTE_MS);
    const changesInHour = createSlidingWindow(HOUR_MS);
    const reserved = new external_node_async_hooks_.AsyncLocalStorage();
    /** Changes that were reserved: they wait for nothing that others have reserved. */
    const ofGroups = [];
    const urgent = [];
    const usual = [];
    let inFlight = 0;
    /** Groups that are under way. */
    let groups = 0;
    /** Requests of the hour that are set aside for groups under way. */
    let promised = 0;
    /** When anything was last refused, and how often half-written groups were refused since then. */
    let refusedAt = Number.NEGATIVE_INFINITY;
    let refusedHalfWritten = 0;
    let halfWrittenInFlight = 0;
    let mostInFlight = IN_FLIGHT;
    let share = Math.max(SMALLEST_SHARE, options.share ?? 1);
    let changesLimited = false;
    let heldUntil = Number.NEGATIVE_INFINITY;
    let limitedAt = Number.NEGATIVE_INFINITY;
    let timesInARow = 0;
    let hour;
    let wakesAt;
    let toldPaced = false;
    /** When a half-written group may be completed or restored; one at a time while GitHub refuses. */
    function earliestHalfWritten(group, at) {
        if (heldUntil <= at || (options.stopping() && !group.lastAttempt))
            return at;
        if (halfWrittenInFlight > 0)
            return Number.POSITIVE_INFINITY;
        const wait = HALF_WRITTEN_WAITS_MS[refusedHalfWritten] ?? MINUTE_MS;
        return Math.max(at, Math.min(heldUntil, refusedAt + wait));
    }
    /** When a request may be sent; Infinity where that depends on those in flight. */
    function earliest(waiting, at) {
        const { points: cost, changes, slots, unpromised, reserves, group } = waiting;
        if (inFlight > 0 && inFlight + slots > mostInFlight)
            return Number.POSITIVE_INFINITY;
        if (group?.begun === true)
            return earliestHalfWritten(group, at);
        // After a refusal one group goes first: what is refused then leaves no other one half-written.
        if (reserves && timesInARow > 0 && groups > 0)
            return Number.POSITIVE_INFINITY;
        const pointsAMinute = POINTS_A_MINUTE * share - (reserves ? POINTS_ASIDE : 0);
        const times = [heldUntil, points.earliest(cost, pointsAMinute, at)];
        if (changesLimited && changes > 0) {
            times.push(changesInMinute.earliest(changes, CHANGES_A_MINUTE * share, at));
            times.push(changesInHour.earliest(changes, CHANGES_AN_HOUR * share, at));
        }
        if (unpromised > 0 && hour !== undefined && hour.remaining - promised < unpromised)
            times.push(hour.over);
        return Math.max(at, ...times);
    }
    /** @returns whether it completes or restores a half-written group */
    function begin({ points: cost, changes, reserves, group }, at) {
        points.begin(cost);
        changesInMinute.begin(changes);
        changesInHour.begin(changes);
        // What is reserved is not in flight yet: each of its requests takes its place when it is sent.
        if (reserves) {
            groups += 1;
            if (group !== undefined)
                promised += group.promised;
            return false;
        }
        inFlight += 1;
        if (hour !== undefined)
            hour.remaining -= 1;
        if (group !== undefined && group.promised > 0) {
            group.promised -= 1;
            promised -= 1;
        }
        if (group?.begun !== true)
            return false;
        halfWrittenInFlight += 1;
        if (options.stopping() && heldUntil > at)
            group.lastAttempt = true;
        return true;
    }
    /** Whose turn is next: half-written groups, then groups that were begun, then everything else. */
    function nextQueue() {
        for (const queue of [ofGroups, urgent]) {
            const at = queue.findIndex(({ group }) => group?.begun === true);
            if (at === -1)
                continue;
            queue.unshift(...queue.splice(at, 1));
            return queue;
        }
        return [ofGroups, urgent].find((queue) => queue.length > 0) ?? usual;
    }
    /** Lets through what may go, in order, and sees to it that the rest is looked at again. */
    function pump() {
        for (;;) {
            const queue = nextQueue();
            const [next] = queue;
            if (next === undefined)
                return;
            const at = now();
            const when = earliest(next, at);
            const stopping = options.stopping();
            if (stopping && (next.begins || (when > at && when < Number.POSITIVE_INFINITY))) {
                queue.shift();
                next.refuse(new context/* Interrupted */.j('the run was asked to end while it waited for GitHub; the next run goes on'));
            }
            else if (when <= at) {
                queue.shift();
                next.admit(begin(next, at));
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
    /** A half-written group was tried although GitHub had asked to wait: that makes nobody else wait longer than it asks. */
    function obeyEarly(refusal) {
        refusedHalfWritten += 1;
        refusedAt = now();
        heldUntil = Math.max(heldUntil, refusedAt + (refusal.waitMs ?? 0));
    }
    function obey(refusal, sentAt) {
        const at = now();
        refusedAt = at;
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
    function turnOf(cost, changes, group, halfWritten) {
        const sentAt = now();
        const early = halfWritten && heldUntil > sentAt;
        return {
            mostAttempts: () => (group?.begun === true ? MOST_ATTEMPTS_HALF_WRITTEN : MOST_ATTEMPTS),
            end(answer) {
                const at = now();
                inFlight -= 1;
                if (halfWritten)
                    halfWrittenInFlight -= 1;
                points.end(cost, at);
                if (answer?.refusal === undefined) {
                    changesInMinute.end(changes, at);
                    changesInHour.end(changes, at);
                    if (answer !== undefined && sentAt > limitedAt)
                        accepted(early);
                    // Without an answer it may have taken effect, too.
                    if (group !== undefined && group.size > 1 && answer?.effect !== false)
                        group.begun = true;
                }
                else {
                    if (early)
                        obeyEarly(answer.refusal);
                    else
                        obey(answer.refusal, sentAt);
                    if (group === undefined)
                        release(changes, 0);
                    else
                        keep(group, changes);
                }
                if (answer?.allowance !== undefined)
                    learn(answer.allowance);
                pump();
            },
        };
    }
    /** GitHub accepts requests again. @param early whether it had asked to wait longer: other half-written groups go on, too */
    function accepted(early) {
        timesInARow = 0;
        refusedHalfWritten = 0;
        if (early)
            refusedAt = Number.NEGATIVE_INFINITY;
    }
    /** What was refused is tried again: it stays reserved. */
    function keep(group, changes) {
        group.left += changes;
        points.begin(changes * CHANGE_POINTS);
    }
    /** Gives back what was reserved for changes that are not made. */
    function release(changes, cost = changes * CHANGE_POINTS) {
        points.drop(cost);
        changesInMinute.drop(changes);
        changesInHour.drop(changes);
    }
    const within = (timeLeft) => ({
        within,
        async turn(method) {
            const reads = method === 'GET' || method === 'HEAD';
            const cost = reads ? READ_POINTS : CHANGE_POINTS;
            const changes = reads || method === 'DELETE' ? 0 : 1;
            const group = reserved.getStore();
            const request = { slots: 1, unpromised: 1, reserves: false, begins: false, timeLeft };
            if (group === undefined || (changes === 0 && !group.begun)) {
                const queue = group === undefined ? usual : urgent;
                const halfWritten = await wait({ ...request, points: cost, changes, group: undefined }, queue);
                return turnOf(cost, changes, undefined, halfWritten);
            }
            if (group.left === 0 || changes === 0) {
                const halfWritten = await wait({ ...request, points: cost, changes, group }, urgent);
                return turnOf(cost, changes, group, halfWritten);
            }
            group.left -= 1;
            try {
                const reserved = { ...request, points: 0, changes: 0, unpromised: 0, group };
                return turnOf(cost, changes, group, await wait(reserved, ofGroups));
            }
            catch (error) {
                release(1);
                throw error;
            }
        },
        async together(wanted, work, insist = false) {
            const changes = Math.min(wanted, MOST_TOGETHER);
            const [slots, cost] = [changes, changes * CHANGE_POINTS];
            // Whatever is written of them may have to be put back.
            const all = 2 * changes - 1;
            const group = { size: changes, left: changes, promised: all, begun: false, lastAttempt: false };
            const reservation = { points: cost, changes, slots, unpromised: all, reserves: true, timeLeft };
            await wait({ ...reservation, begins: !insist, group }, usual);
            try {
                return await reserved.run(group, work);
            }
            finally {
                release(group.left);
                promised -= group.promised;
                groups -= 1;
                group.left = 0;
                group.promised = 0;
                pump();
            }
        },
    });
    return within(options.timeLeft);
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
        `The secrets of ${(0,places_places/* placeLabel */.sk)(organization)} do not count where narrower ones of the same names are declared too: ` +
            `${(0,places_patterns/* inShort */.wZ)(narrower.map(places_places/* placeLabel */.sk))}. The key stands there twice, and what is read is the narrower one.`,
    ];
}
/** False only where it is certain. */
function mayRead({ access }, repository) {
    const selected = access?.visibility === 'selected' ? access.repositories : undefined;
    if (selected === undefined)
        return true;
    return selected.some(({ owner, repo }) => `${owner}/${repo}`.toLowerCase() === repository.toLowerCase());
}

// EXTERNAL MODULE: ./build/rotation/model/target-identities.js
var target_identities = __webpack_require__(9919);
;// CONCATENATED MODULE: ./build/github/places/not-sent.js
/** Something stood in the way of a write before it was sent: what was to be written is as it was. */
class RequestNotSent extends Error {
    name = 'NotSent';
}

// EXTERNAL MODULE: ./build/github/places/paginate.js
var paginate = __webpack_require__(1882);
// EXTERNAL MODULE: ./build/github/places/listing.js
var listing = __webpack_require__(2191);
;// CONCATENATED MODULE: ./build/github/places/repository-identity.js






/** Another repository took the name of one while it was written. */
class RepositoryReplaced extends RequestNotSent {
    found;
    constructor(found) {
        super(found.problem);
        this.found = found;
    }
}
/** @param listed what the list of a pattern's repositories says already */
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
            // Whoever may create a repository that a pattern matches gets the key anyway, so its list is recent enough.
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
/** GitHub's number of a repository, which stays through a rename. */
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
/** The number in GitHub's answer about a repository or organization. */
function idIn(data) {
    const { id } = (0,paginate/* checkedItem */.t)(data);
    if ((0,listing/* isId */.e)(id))
        return id;
    throw new http_connection/* ConnectionError */.Rc("GitHub's answer is not what GitHub answers: there is no ID in it");
}
/** Whose repositories a pattern is about: an organization can be renamed, and its name be taken by somebody else, too. */
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







/** Repositories that are asked for at once. */
const READS_SIDE_BY_SIDE = 50;
/** Finds out what the declared targets stand for, and changes nothing. */
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
        `Left out, because they are public (public-repositories: include would write to them): ${(0,places_patterns/* inShort */.wZ)(names)}`,
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
/** GitHub's numbers of repositories, by their names in lower case. */
async function findIds(octokit, reads, repositories) {
    const distinct = [...new Map(repositories.map((one) => [fullName(one), one])).values()];
    const found = await (0,map_concurrent/* mapConcurrent */._)(READS_SIDE_BY_SIDE, distinct, async ({ owner, repo }) => {
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
        problem: `the token cannot see the repository ${label}, or there is none of this name`,
        remedy: 'Correct the name, or give the token access to the repository',
        knownCause: 'github-target-not-found',
    };
}
function fullName({ owner, repo }) {
    return `${owner}/${repo}`.toLowerCase();
}

;// CONCATENATED MODULE: ./build/github/secrets/visibility.js

/** What a new secret gets where nothing is said: not `all`, which shows it to public repositories as well. */
const USUAL_ACCESS = { visibility: 'private' };
/**
 * Reads who has access to a secret or variable.
 * @param route where the organization's secrets or variables stand
 * @param part how the API calls a name in an address: `secret_name` or `name`
 */
async function readAccess(octokit, route, part, { name, visibility }) {
    if (visibility === undefined)
        throw new Error(`GitHub does not say who has access to ${name}`);
    if (visibility !== 'selected')
        return { visibility };
    const { items, first } = await listSelected(octokit, route, part, name);
    const repositoryIds = new Set(items.map(({ id }) => id));
    return { visibility, repositoryIds, complete: repositoryIds.size >= first.total_count };
}
/**
 * The repositories that an organization's secret or variable is selected for, and the first page, for what else it says.
 * @param route where the organization's secrets or variables stand
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

;// CONCATENATED MODULE: ./build/github/secrets/visibility-keeper.js





/** @param siblings those whose access something new gets where nothing of its own kind stands yet */
function createAccessKeeper(octokit, place, thing, declared, siblings) {
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
    // A pair is of use to nobody who can read only a half of it: a new half goes where the other one is.
    const newAccess = () => wanted ?? shared() ?? USUAL_ACCESS;
    /** What stands at this very moment, as somebody may have changed it since it was looked at; undefined where it is gone. */
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
                throw new RequestNotSent(`${name} is for ${now.visibility} repositories now, and none are selected here`);
            if (now.visibility === 'selected' && !now.complete)
                throw new RequestNotSent(`the token no longer sees all the repositories that ${name} is selected for`);
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

// EXTERNAL MODULE: ./build/github/secrets/secret-names.js
var secret_names = __webpack_require__(9927);
;// CONCATENATED MODULE: ./build/github/targets/restored-error.js

/**
 * A target was half-written when GitHub's rate limits refused the rest, and was restored. It may be written again later
 * in the same run.
 */
class RestoredError extends ports/* TargetError */.I0 {
}

// EXTERNAL MODULE: ./build/github/secrets/seal.js
var seal = __webpack_require__(1643);
;// CONCATENATED MODULE: ./build/github/secrets/secrets.js





/** The secrets of a place: sealed to its public key, never to be read back. */
function createSecrets(options) {
    const { octokit, clock, reads, place, names, access, confirm } = options;
    const { route, parts } = (0,places_places/* routeTo */.Bv)(place, 'secrets');
    const id = (0,places_places/* placeId */.VM)(place);
    let publicKey;
    let readAt = 0;
    let looked = false;
    let room = { total: 0, missing: [] };
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
    /** What was read for another key answers the first look alone: later ones come after writes of this key's own. */
    async function look() {
        if (!looked) {
            looked = true;
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
            const { answer: items, askedAt } = await look();
            const found = new Map(items.map((secret) => [secret.name.toUpperCase(), secret]));
            await access?.learn(names.flatMap((name) => found.get(name) ?? []));
            room = { total: items.length, missing: names.filter((name) => !found.has(name)) };
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
            return [...roomProblems(place, 'secrets', room), ...(access?.problems(names) ?? [])];
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
                    if ((0,client_client/* causedBy */.$z)(error, ports/* AmbiguousResult */.qF) || (0,client_client/* githubFailure */.eQ)(error).status !== 422)
                        throw error;
                    // The place has a new public key: one more try, if it is not another repository under the same name.
                    reads.publicKeys.forget(id, key);
                    const fresh = await fetchPublicKey();
                    await confirm(readAt);
                    return put(name, value, fresh, fields);
                }
            };
        },
    };
}
function roomProblems(place, thing, { total, missing }) {
    const most = (0,places_places/* roomIn */.Lp)(place, thing);
    if (total + missing.length <= most)
        return [];
    return [
        {
            about: (0,places_places/* inputOf */.wg)(place),
            problem: `${(0,places_places/* placeLabel */.sk)(place)} has ${total} ${thing} of at most ${most}, and ${missing.length} more are to be made`,
            remedy: `Delete ${thing} that nobody uses`,
            knownCause: 'github-no-room-for-another-secret',
        },
    ];
}

;// CONCATENATED MODULE: ./build/github/secrets/variables.js





/** How often a variable is made or changed in turn, where others make and delete it at the same time or answers are lost. */
const TRIES = 4;
/**
 * The Actions variables of a place. Nothing is sealed, and what they hold can be read back. Making one is not the
 * same request as changing one, so what stands decides which is sent, and the other is tried where that has changed.
 */
function createVariables({ octokit, clock, reads, place, names, access }) {
    const { route, parts } = (0,places_places/* routeTo */.Bv)(place, 'variables');
    const standing = new Set();
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
    async function make(name, value) {
        try {
            const fields = { ...parts, name, ...access?.forNew(), value };
            const answer = await octokit.request(`POST ${route}`, fields);
            const { headers } = (0,client_client/* requireStatus */.cu)(answer, `POST of the variable ${name}`, [201]);
            return { done: true, date: headers.date };
        }
        catch (error) {
            // Where nobody knows whether it was made, changing it tells, and is right in either case.
            if ((0,client_client/* causedBy */.$z)(error, ports/* AmbiguousResult */.qF) || (0,client_client/* githubFailure */.eQ)(error).status === 409)
                return { done: false };
            throw error;
        }
    }
    async function write(name, value) {
        let exists = standing.has(name);
        for (let attempt = 1; attempt <= TRIES; attempt += 1) {
            const sent = exists ? await change(name, value) : await make(name, value);
            if (sent.done) {
                standing.add(name);
                return sent.date;
            }
            exists = !exists;
        }
        throw new ports/* AmbiguousResult */.qF(`the variable ${name} was made and deleted again and again by somebody else`);
    }
    return {
        async observe() {
            const askedAt = clock.stamp();
            const found = (await Promise.all(names.map(read))).flatMap((one) => one ?? []);
            const byName = new Map(found.map((one) => [one.name.toUpperCase(), one]));
            standing.clear();
            for (const name of byName.keys())
                standing.add(name);
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
            const missing = names.filter((name) => !standing.has(name));
            const room = { total: missing.length === 0 ? 0 : await count(), missing };
            return [...roomProblems(place, 'variables', room), ...(access?.problems(names) ?? [])];
        },
        open: (name) => Promise.resolve((value) => write(name, value)),
    };
}
/** The name of a variable among those of a target's secrets, which may be the same. */
function variableName(name) {
    return `variable ${name}`;
}

;// CONCATENATED MODULE: ./build/github/targets/write-pair.js
/** How often completing and restoring are tried in turn. The limiter's waits in between last longer than a run. */
const MOST_ROUNDS = 30;
/**
 * Writes a key under all names of a target. Where only some of them could be written, no mixed pair is left if it can
 * be avoided: what GitHub refused for too many requests is completed or restored, whichever it accepts first, and
 * after any other failure the rest is restored.
 * @param fallback reads the key that the target held before; undefined where it is not known
 */
async function writeTogether(parts, credential, fallback) {
    const holds = new Map(parts.map((part) => [part, 'old']));
    const spans = new Map();
    /** Writes a key under all names that do not hold it. @returns what failed */
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
/** Whether GitHub refused a write for too many requests, and may accept it later in this run. */
function isLimited({ failure }) {
    return failure.status === 429 && failure.notSent !== true;
}
/** Whether the result of a write that failed is unknown. */
function mayHaveEffect({ status, redirected }) {
    return redirected !== true && (status === undefined || status >= 500);
}
/** Waits for all of them, and only then throws what one of them threw. */
async function allOf(work) {
    const results = await Promise.allSettled(work);
    return results.map((result) => {
        if (result.status === 'rejected')
            throw result.reason;
        return result.value;
    });
}

;// CONCATENATED MODULE: ./build/github/targets/place-target.js













/** @param access who is to have access, where the place is an organization */
function createPlaceTarget(options, place, access, match) {
    const { octokit, clock, reads, names, token } = options;
    const secretNames = (0,secret_names/* secretNamesIn */.m6)(names);
    const variableNames = (0,places_places/* hasVariables */.cF)(place) ? names.accessKeyVariable : [];
    const keeper = (thing, siblings) => place.scope === 'organization' ? createAccessKeeper(octokit, place, thing, access, siblings) : undefined;
    const ofSecrets = keeper('secrets');
    const ofVariables = keeper('variables', ofSecrets);
    const identity = createPlaceIdentity(octokit, reads, place, { access, listed: match?.ids });
    const common = { octokit, clock, reads, place, confirm: (after) => identity.confirm(after) };
    const secrets = createSecrets({ ...common, names: secretNames, access: ofSecrets });
    const variables = createVariables({ ...common, names: variableNames, access: ofVariables });
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
            open: async () => {
                const write = await secrets.open(name);
                return (credential) => write((0,secret_names/* valueFor */.Xx)(names, name, credential, options.bundle));
            },
        })),
        ...variableNames.map((name) => ({
            thing: 'variables',
            name: variableName(name),
            open: async () => {
                const write = await variables.open(name);
                return ({ accessKey }) => write(accessKey);
            },
        })),
    ];
    /** Asks both kinds of entries something side by side; what cannot be read is a problem. */
    async function ask(question) {
        const answers = [];
        const problems = [];
        const results = await Promise.all(parts.map(async ([thing, part]) => {
            try {
                return { answer: await question(part) };
            }
            catch (error) {
                return { problem: await (0,explain_refusal/* readProblem */.K)(octokit, token, place, thing, (0,client_client/* githubFailure */.eQ)(error)) };
            }
        }));
        for (const result of results) {
            if ('problem' in result)
                problems.push(result.problem);
            else
                answers.push(result.answer);
        }
        return { answers, problems };
    }
    /** Reads whatever the writes need before the first of them, so that nothing but the writes is between two of them. */
    async function openAll() {
        const opened = await Promise.all(entries.map(async (entry) => {
            try {
                return { ...entry, write: await entry.open() };
            }
            catch (error) {
                return { entry, ...failedBy(error) };
            }
        }));
        const failed = opened.flatMap((one) => ('failure' in one ? [one] : []));
        const [first] = failed;
        if (first !== undefined) {
            const { remedy, knownCause } = whatToDo(first.entry, first);
            const what = describeFailure(failed.map(({ entry }) => entry.name), first);
            throw new ports/* TargetError */.I0(what, 'untouched', remedy, { knownCause });
        }
        return opened.flatMap((one) => ('failure' in one ? [] : [toPart(one)]));
    }
    function toPart({ thing, name, write }) {
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
    function describeFailure(names, { failure }) {
        return `${names.join(', ')} of ${(0,places_places/* placeLabel */.sk)(place)} could not be written: ${failure.message}`;
    }
    function whatToDo({ thing }, { failure, sent, replaced }) {
        if (replaced !== undefined)
            return replaced;
        if (!sent)
            return { remedy: 'The next run tries again' };
        if (failure.status === 403)
            return (0,explain_refusal/* forbidden */.o0)(token, place, thing, failure.message);
        const { remedy, knownCause } = (0,client_client/* otherwise */.fl)(failure);
        return {
            remedy: failure.redirected === true ? remedy : 'The next run tries again',
            ...(knownCause && { knownCause }),
        };
    }
    // Only an environment can have rules for who reaches it.
    const itself = {
        id: (0,places_places/* placeId */.VM)(place),
        label: (0,places_places/* placeLabel */.sk)(place),
        open: place.scope !== 'environment',
        ...(match !== undefined &&
            place.scope === 'repository' && {
            matched: { pattern: match.pattern, repository: `${place.owner}/${place.repo}` },
        }),
    };
    return {
        ...itself,
        names: entries.map(({ name }) => name),
        async observe() {
            const { answers, problems } = await ask((part) => part.observe());
            if (problems.length > 0)
                return problems;
            const secrets = answers.flatMap(({ entries: standing }) => standing);
            const askedAt = new Date(Math.min(...answers.map((answer) => answer.askedAt.getTime())));
            return { state: { ...itself, secrets }, askedAt };
        },
        async prepare() {
            const { answers, problems } = await ask((part) => part.prepare());
            return [...answers.flat(), ...problems];
        },
        async identify() {
            try {
                // After the public key: no other repository can open what is sealed to the key of this one.
                return await identity.read(secrets.publicKeyRead());
            }
            catch (error) {
                return (0,explain_refusal/* readProblem */.K)(octokit, token, place, 'secrets', (0,client_client/* githubFailure */.eQ)(error));
            }
        },
        async write(credential, fallback) {
            const opened = await openAll();
            const result = await writeTogether(opened, credential, fallback);
            if (result.kind === 'written')
                return result.spans;
            const { failures, left, limited } = result;
            const [first] = failures;
            /* c8 ignore next -- nothing failed without a failure */
            if (first === undefined)
                throw new Error('a write failed without a reason; this is a bug');
            if (left === 'untouched' && first.interrupted !== undefined)
                throw first.interrupted;
            const { remedy, knownCause } = whatToDo(first.part, first);
            const what = describeFailure(failures.map(({ part }) => part.name), first);
            throw new (limited ? RestoredError : ports/* TargetError */.I0)(what, left, remedy, { knownCause });
        },
    };
}
/** Reads why a write failed. @throws the error itself where it ends the run */
function failedBy(error) {
    if (error instanceof RepositoryReplaced) {
        const failure = { status: 403, message: error.message };
        return { failure, sent: false, replaced: error.found };
    }
    if (error instanceof RequestNotSent)
        return { failure: { status: 403, message: error.message }, sent: false };
    if ((0,client_client/* causedBy */.$z)(error, ports/* AmbiguousResult */.qF))
        return { failure: { status: undefined, message: error.message }, sent: true };
    if ((0,client_client/* causedBy */.$z)(error, context/* Interrupted */.j)) {
        const failure = { status: 429, message: error.message, notSent: true };
        return { failure, sent: false, interrupted: error };
    }
    return { failure: (0,client_client/* githubFailure */.eQ)(error), sent: true };
}

;// CONCATENATED MODULE: ./build/github/targets/shadowing.js








/** Lists that are read at once; when a request goes is the limiter's business. */
const SIDE_BY_SIDE = 50;
/**
 * Looks for entries of the declared names in narrower places than those that get the key: a job that may read both
 * gets the narrower one, which nobody keeps up to date. An environment hides its repository, and both hide the
 * organization. Places that get the key themselves hide nothing that matters: they hold the same.
 */
async function findShadows(options) {
    const { places } = options;
    const failures = [];
    const problems = [];
    const declared = new Set(places.map(places_places/* placeId */.VM));
    const organizations = places.filter((place) => place.scope === 'organization');
    const readers = await (0,map_concurrent/* mapConcurrent */._)(SIDE_BY_SIDE, organizations, async (wider) => {
        const repositories = await readersOf(options, wider, failures);
        const { kind } = wider;
        return repositories.map((repository) => ({
            place: { kind, scope: 'repository', ...repository },
            wider,
        }));
    });
    const repositories = readers.flat().filter(({ place }) => !declared.has((0,places_places/* placeId */.VM)(place)));
    // Below a repository that gets the key itself it is that one which is hidden.
    const holders = [...places.map((place) => ({ place, wider: place })), ...repositories].filter(mayHaveEnvironments);
    const lists = holders.map(({ place: { owner, repo } }) => ({ owner, repo }));
    problems.push(...((await options.admission?.admitLists(lists)) ?? []));
    const environments = await (0,map_concurrent/* mapConcurrent */._)(SIDE_BY_SIDE, holders, (holder) => environmentsOf(options, holder, failures));
    const all = [...repositories, ...environments.flat()].filter(({ place }) => !declared.has((0,places_places/* placeId */.VM)(place)));
    const narrower = all.slice(0, places_patterns/* MOST_MATCHED */.fL);
    if (narrower.length < all.length) {
        const reason = `there are ${all.length} of them, and a check looks through ${places_patterns/* MOST_MATCHED */.fL}`;
        failures.push({ what: 'entries', label: 'environments and repositories', reason });
    }
    problems.push(...((await options.admission?.admit(narrower.map(({ place }) => place))) ?? []));
    const shadows = await (0,map_concurrent/* mapConcurrent */._)(SIDE_BY_SIDE, narrower, (one) => shadowOf(options, one, failures));
    return {
        shadows: shadows.filter((shadow) => shadow !== undefined),
        problems: [...problems, ...failureProblems(failures)],
    };
}
/** Environments have secrets of Actions alone. */
function mayHaveEnvironments(one) {
    return one.place.scope === 'repository' && one.place.kind === 'actions';
}
/** What of a narrower place hides something of a wider one; undefined where nothing does. */
async function shadowOf({ octokit, names, admission }, { place, wider }, failures) {
    if (admission?.isAdmitted(place) === false)
        return undefined; // what is in the way was told when it was asked for
    const secrets = (0,secret_names/* secretNamesIn */.m6)(names);
    const variables = (0,places_places/* hasVariables */.cF)(place) && (0,places_places/* hasVariables */.cF)(wider) ? names.accessKeyVariable : [];
    try {
        const [ofSecrets, ofVariables] = await Promise.all([
            standing(octokit, place, 'secrets', secrets),
            variables.length === 0 ? [] : standing(octokit, place, 'variables', variables),
        ]);
        const hidden = [...ofSecrets, ...ofVariables.map(variableName)];
        return hidden.length === 0 ? undefined : { target: (0,places_places/* placeId */.VM)(wider), by: (0,places_places/* placeLabel */.sk)(place), names: hidden };
    }
    catch (error) {
        failures.push({ what: 'entries', label: (0,places_places/* placeLabel */.sk)(place), reason: (0,client_client/* githubFailure */.eQ)(error).message });
        return undefined;
    }
}
/** Those of the names that stand in a place. */
async function standing(octokit, place, thing, names) {
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
        return items.filter(addressable).map(({ name }) => ({
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
        const reason = `${readers.size} repositories read its secrets, and a check looks through at most ${places_patterns/* MOST_MATCHED */.fL}`;
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
    return items.filter(living).map(({ name: repository }) => repository);
}
async function repositoriesOf(octokit, owner, onlyPrivate) {
    return (await (0,places_patterns/* listOrganization */.gI)(octokit, owner))
        .filter((repository) => living(repository) && (!onlyPrivate || repository.private !== false))
        .map(({ name }) => name);
}
/** No job runs in a repository that was archived. */
function living(repository) {
    return repository.archived !== true && addressable(repository);
}
/** Whether a name from an answer can be a part of an address; these would change it, even encoded. */
function addressable({ name }) {
    return name !== '.' && name !== '..' && name !== '';
}
const WANTED = {
    environments: {
        said: 'whether an environment hides the secrets of its repository could not be looked at, because the environments could not be listed',
        remedy: 'Give the token the repository permission Actions: read, with which environments are listed',
    },
    entries: {
        said: 'whether narrower secrets of the same names hide those that are kept up to date could not be looked at',
        remedy: 'Give the token access to these repositories, with the permissions Secrets: read and Environments: read (of ' +
            'other kinds of secrets those of that kind, for variables Variables: read)',
    },
    organization: {
        said: "whether repositories hide the organization's secrets could not be looked at",
        remedy: 'Give the token the organization permission Secrets: read, and access to its repositories',
    },
};
/** One problem for each thing that is lacking, not one for each of a thousand places. */
function failureProblems(failures) {
    const kindOf = ({ what, reason }) => `${what}\n${reason}`;
    const kinds = new Map(failures.map((failure) => [kindOf(failure), failure]));
    return [...kinds].map(([kind, { what, reason }]) => {
        const { said, remedy } = WANTED[what];
        const labels = (0,places_patterns/* inShort */.wZ)(failures.filter((failure) => kindOf(failure) === kind).map(({ label }) => label));
        return { about: 'github-token', problem: `${said}: ${labels} (${reason})`, remedy };
    });
}

;// CONCATENATED MODULE: ./build/github/targets/targets.js




/** What is known of a target that cannot be read: nothing, so that it counts as one that does not hold the key. */
function unknownState({ id, label, open, matched, names }) {
    const rest = matched && { matched };
    return { id, label, open, ...rest, secrets: names.map((name) => ({ name, updatedAt: undefined })) };
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
    /** What the declared targets stand for. */
    let places = [];
    let leftOut = [];
    /** What the declared targets stand for is asked once: a run has the same targets from its start to its end. */
    function resolve() {
        resolved ??= resolveAnew();
        return resolved;
    }
    async function resolveAnew() {
        const { admission } = options;
        const found = await options.resolve();
        for (const text of found.advice)
            options.advise(text);
        places = found.places.map(([place]) => place);
        const refused = (await admission?.admit(places)) ?? [];
        leftOut = (found.leftOut ?? []).map((place) => {
            const { id, names } = createPlaceTarget(options, place, undefined);
            return {
                id,
                names,
                repository: `${place.owner}/${place.repo}`,
                onPurpose: found.leftOutOnPurpose === true,
            };
        });
        for (const [place, access, match] of found.places) {
            const target = createPlaceTarget(options, place, access, match);
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
    /** Who these targets are, and why that could not be read of some. */
    async function identify(all) {
        const found = await (0,map_concurrent/* mapConcurrent */._)(PLACES_AT_ONCE, all, async (target) => [target, await target.identify()]);
        return {
            identities: new Map(found.flatMap(([{ id }, one]) => ('problem' in one ? [] : [[id, one]]))),
            unread: found.flatMap(([target, one]) => ('problem' in one ? [[target, [one]]] : [])),
        };
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
            const began = options.clock.stamp();
            const problems = await resolve();
            const all = [...targets.values()].filter(({ id }) => !unreachable.has(id));
            const out = [...targets.values()].filter(({ id }) => unreachable.has(id));
            const found = await (0,map_concurrent/* mapConcurrent */._)(PLACES_AT_ONCE, all, async (target) => [target, await target.observe()]);
            const read = found.flatMap(([, one]) => ('state' in one ? [one] : []));
            const states = read.map(({ state }) => state);
            const failed = found.flatMap(([target, one]) => ('state' in one ? [] : [[target, one]]));
            const oldest = Math.min(...read.map(({ askedAt }) => askedAt.getTime()));
            const ageMs = Math.max(0, began().getTime() - oldest);
            // Where none can be reached, it is the token or the network, and no target's fault.
            if (options.onUnreachable === 'fail' || states.length === 0) {
                const left = out.flatMap(({ id }) => unreachable.get(id) ?? []);
                const all = [...problems, ...left, ...failed.flatMap(([, one]) => one)];
                return { states, problems: all, ageMs, leftOut };
            }
            for (const [target, [first]] of failed)
                if (first !== undefined)
                    leaveOut(target, first);
            const unknown = [...out, ...failed.map(([target]) => target)].map(unknownState);
            return { states: [...states, ...unknown], problems, ageMs, leftOut };
        },
        async shadows() {
            await resolve();
            const { octokit, names, admission } = options;
            return findShadows({ octokit, places, names, ...(admission && { admission }) });
        },
        async prepare(ids) {
            const reachable = ids.filter((id) => !unreachable.has(id)).map(targetOf);
            const found = await (0,map_concurrent/* mapConcurrent */._)(PLACES_AT_ONCE, reachable, async (target) => [target, await target.prepare()]);
            const ready = found.flatMap(([target, problems]) => (problems.length === 0 ? [target] : []));
            const { identities, unread } = await identify(ready);
            const inTheWay = [...found, ...unread];
            if (options.onUnreachable === 'fail')
                return { problems: inTheWay.flatMap(([, problems]) => problems), identities };
            for (const [target, [first]] of inTheWay)
                if (first !== undefined)
                    leaveOut(target, first);
            const out = ids.filter((id) => unreachable.has(id)).map((id) => [id, []]);
            return { problems: [], identities: new Map([...identities, ...out]) };
        },
        async identities() {
            await resolve();
            const reachable = [...targets.values()].filter(({ id }) => !unreachable.has(id));
            const { identities, unread } = await identify(reachable);
            return { problems: unread.flatMap(([, problems]) => problems), identities };
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

// EXTERNAL MODULE: ./build/lib/yield-to-event-loop.js
var yield_to_event_loop = __webpack_require__(9605);
;// CONCATENATED MODULE: ./build/github/targets/paced.js



/** How often a target is begun that GitHub's limits leave half-written. */
const paced_MOST_ATTEMPTS = 10;
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
            const prepared = targets.prepare(ids);
            // Loaded while the targets answer, so that no write waits for it.
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
                    // It holds what it held before, and is begun again when there is budget for all of it.
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
/** @param clock the time of whoever is asked */
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
    const reads = createReadCache(clock);
    // An App's tokens are made for a run that is over its time as well, if only to say so, and are ended in any case.
    const connection = (0,http_connection/* createConnection */.tq)({
        service: 'GitHub',
        baseUrl: github.apiUrl,
        clock,
        fetch,
        allowChange: () => undefined,
        debug,
        retryForbidden: false,
        limiter,
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
/** Finds out what the targets that a key declares stand for. */
async function resolveDeclared({ app, reader, reads }, declared) {
    const inTheWay = (await app?.open((0,app_targets/* needsToResolve */.fz)(declared))) ?? [];
    // Nobody could look anything up with what is missing.
    if (inTheWay.length > 0)
        return { places: [], problems: inTheWay, advice: [], unlisted: [] };
    return resolveTargets(reader, reads, declared);
}
/**
 * The targets of one key.
 * @param resolve finds out what they stand for
 * @param deadline asked before each request that changes one of them
 * @param bundle what one version of the secret holds
 */
function targetsFor(access, { targets, dryRun }, resolve, surroundings, deadline, bundle, advise) {
    const purpose = dryRun ? 'dry-run' : 'run';
    const opened = openTargets(access, targets, purpose, resolve, surroundings, deadline, advise, bundle);
    return createPacedTargets(opened.targets, opened.limiter);
}
/** The targets of one key for a run that only looks, and writes nothing now or later. */
function targetsToLookAt(access, targets, surroundings, deadline, advise) {
    // What cannot be reached is told, whatever a rotation does about it.
    const told = { ...targets, onUnreachable: 'fail' };
    const resolve = () => resolveDeclared(access, targets);
    return openTargets(access, told, 'check', resolve, surroundings, deadline, advise, read_only/* isReadOnly */.P).targets;
}
function openTargets({ github, clock, limiter, reads, app, token }, { names, onUnreachable }, purpose, resolve, { fetch, debug }, deadline, advise, bundle) {
    const own = limiter.within(() => deadline.leftMs() - AFTER_WAITING_MS);
    const connection = (0,http_connection/* createConnection */.tq)({
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
        token,
        now: clock.told,
        reads,
        resolve,
        names,
        bundle,
        onUnreachable,
        advise,
    };
    if (app === undefined) {
        const octokit = (0,client_client/* createGithub */.uh)(connection, github.apiUrl, token);
        return { targets: createGithubSecrets({ ...common, octokit }), limiter: own };
    }
    const level = purpose === 'run' ? 'write' : 'read';
    const admission = (0,app_targets/* createAppAdmission */.P5)({ app, names, level, writesLater: purpose !== 'check' });
    const octokit = app.client(connection);
    const targets = createGithubSecrets({ ...common, octokit, admission });
    return { targets: (0,app_targets/* aboutApp */.xm)(targets), limiter: own };
}


/***/ }),

/***/ 4982:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ keysApiToLookAt),
/* harmony export */   t: () => (/* binding */ connectKeysApi)
/* harmony export */ });
/* harmony import */ var _keys_api_issuer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(649);
/* harmony import */ var _rotation_model_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8575);
/* harmony import */ var _http_connection_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4717);
/* harmony import */ var _http_deadline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(489);
/* harmony import */ var _http_service_clock_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4641);
/* harmony import */ var _read_only_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4890);






/**
 * Signs in to a keys API as the inputs say.
 * @param clock the run's time, by which its deadline goes
 */
function connectKeysApi({ url, token, name, permissions, expiry, first, verify }, surroundings, clock) {
    return (0,_keys_api_issuer_js__WEBPACK_IMPORTED_MODULE_0__/* .createKeysApi */ .n)({
        // What it shows is shown once, so it is asked only while there is time left to store the answer.
        api: connect(url, surroundings, (0,_http_deadline_js__WEBPACK_IMPORTED_MODULE_3__/* .createDeadline */ .d)(clock, _rotation_model_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .RUN_DEADLINE_MS */ .Y / 2)),
        url,
        token,
        name,
        permissions,
        expiry,
        first,
        verify: proving(verify, surroundings),
        mask: surroundings.mask,
    });
}
/** A keys API that is asked for nothing but whether a key works. */
function keysApiToLookAt({ verify }, surroundings) {
    return (0,_keys_api_issuer_js__WEBPACK_IMPORTED_MODULE_0__/* .createKeysApi */ .n)({
        api: _read_only_js__WEBPACK_IMPORTED_MODULE_4__/* .isReadOnly */ .P,
        url: '',
        token: '',
        name: undefined,
        permissions: [],
        expiry: '',
        first: undefined,
        verify: proving(verify, surroundings),
        mask: surroundings.mask,
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
/** Where a key is shown to be seen to work, if anywhere, over a connection that lets nothing else through. */
function proving(verify, surroundings) {
    return verify && { ...verify, fetch: connect(verify.url, surroundings, _read_only_js__WEBPACK_IMPORTED_MODULE_4__/* .isReadOnly */ .P) };
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
        hold(credential) {
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
// EXTERNAL MODULE: ./build/rotation/model/ports.js
var ports = __webpack_require__(8209);
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


/** The store refused a version at the first try: it holds nothing of it. The refusal is the cause. */
class StoreRefused extends Error {
    name = 'StoreRefused';
}
/** How often a store is sent, each time but the first after it was looked for. */
const ATTEMPTS = 2;
/** How often, and how far apart in milliseconds, something whose answer was lost is looked for. */
const LOOKS = 3;
const LOOK_AGAIN_AFTER_MS = 2000;
/**
 * Stores a key as a pending version. A store without an answer is looked for before it is sent again.
 * @param newest the newest revision before
 * @returns the revision
 * @throws {StoreRefused} where it is certain that nothing was stored
 * @throws {AmbiguousResult} where it is not
 */
async function storePending({ store, clock }, secretId, credential, record, newest) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return (await store.add(secretId, credential, (0,model_record/* writeRecord */.rh)(record))).revision;
        }
        catch (error) {
            if (!(error instanceof ports/* AmbiguousResult */.qF)) {
                if (attempt > 1 || !(error instanceof Error))
                    throw error;
                throw new StoreRefused(error.message, { cause: error });
            }
            for (let look = 1; look <= LOOKS; look += 1) {
                if (look > 1)
                    await clock.sleep(LOOK_AGAIN_AFTER_MS);
                const versions = await store.versions(secretId);
                const found = versions.find(({ revision, description }) => {
                    const reading = (0,model_record/* readRecord */.aE)(description);
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

// EXTERNAL MODULE: ./build/rotation/model/context.js
var context = __webpack_require__(2562);
;// CONCATENATED MODULE: ./build/rotation/issue/roll-over.js








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
        const text = (0,record_digest/* recordText */.Pe)(change(generation.record), observation.targets);
        await world.store.describe(secretId, generation.revision, text);
    };
    await note((record) => (0,in_doubt/* beginDoubt */.mC)(record, world.clock.now(), world.run));
    if (world.stopping()) {
        // Two requests have gone by since this step was begun.
        await note((record) => record);
        throw new context/* Interrupted */.j('the run was asked to end before the key was rolled over; the next run goes on from here');
    }
    for (let attempt = 1;; attempt += 1) {
        let answer;
        try {
            answer = await issuer.rollOver(source);
        }
        catch (error) {
            if (!(error instanceof ports/* AmbiguousResult */.qF))
                throw error;
            const fate = await fateOf(world, issuer, observation, source);
            if (fate === 'dead') {
                const by = await madeMeanwhile(world, observation, secretId, accessKey);
                return by === undefined ? lost(true, error.message) : { kind: 'overtaken', by };
            }
            const last = attempt === roll_over_ATTEMPTS || world.stopping();
            // It works, and may still be ended by a request that is under way: the doubt on record stays.
            if (last && fate === 'works') {
                const seen = 'The key was seen to work after that, so it was probably not rolled over';
                throw new ports/* AmbiguousResult */.qF(`${error.message}. ${seen}`, { cause: error.cause });
            }
            if (last)
                return lost(false, error.message);
            continue;
        }
        if (answer.kind === 'made')
            return { kind: 'made', key: answer.key, replaces: accessKey };
        if (answer.kind === 'not-yet') {
            await note(in_doubt/* endDoubt */.uA);
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
        const by = await madeMeanwhile(world, observation, secretId, accessKey);
        if (by !== undefined)
            return { kind: 'overtaken', by };
        // Asked for a second time, that is what became of the first. A key that is not in the store may never have been known
        // to the service, or be somebody else's.
        if (attempt > 1)
            return lost(generation !== undefined, answer.problem.problem);
        if (generation?.record.replacing !== undefined) {
            // The service says the same of a key that is somebody else's: only one that was refused is dead for certain.
            return lost(!observation.keys.has(generation.record.accessKey), answer.problem.problem, true);
        }
        throw new ports/* RunProblems */.ww([answer.problem]);
    }
}
/** What became of a key whose rollover has no answer. Only one that was seen to work before tells anything. */
async function fateOf({ clock }, { probe }, observation, source) {
    if (probe === undefined || !('credential' in source))
        return 'unknown';
    if (observation.keys.get(source.credential.accessKey)?.works !== true)
        return 'unknown';
    let last = 'unclear';
    for (let look = 1; look <= LOOKS; look += 1) {
        await clock.sleep(LOOK_AGAIN_AFTER_MS);
        last = await probe(source.credential);
        if (last === 'denied')
            return 'dead';
    }
    return last === 'unclear' ? 'unknown' : 'works';
}
/**
 * The key that another run has rolled this one over to since everything was observed. It stores at once, so this is soon
 * clear. A version with a key of another origin says nothing of a lost answer.
 * @param replaced the key that was rolled over; undefined where only its id is known
 */
async function madeMeanwhile(world, observation, secretId, replaced) {
    const newest = (0,model_observation/* newestRevision */.Aw)(observation);
    const isFromIt = (record) => record.rolledOver === true && (replaced === undefined || record.replaces === replaced);
    for (let look = 1; look <= LOOKS; look += 1) {
        const versions = await (0,observe/* lookAgain */.IK)(world, secretId);
        const found = versions.findLast(({ revision, record }) => revision > newest && record !== undefined && isFromIt(record));
        if (found?.record !== undefined)
            return found.record.accessKey;
        if (look < LOOKS)
            await world.clock.sleep(LOOK_AGAIN_AFTER_MS);
    }
    return undefined;
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
async function publish(world, states, credential, { heldBy, refusal }) {
    const written = new Map();
    const failed = [];
    const postponed = [];
    await (0,map_concurrent/* mapConcurrent */._)(SIDE_BY_SIDE, states, async (state) => {
        const { id, label } = state;
        if (world.stopping())
            return;
        try {
            const refused = refusal(state);
            if (refused !== undefined)
                throw refused;
            written.set(id, await world.targets.write(id, credential, heldBy(state)));
            world.tell({ kind: 'target-written', label, count: written.size, total: states.length });
        }
        catch (error) {
            if (error instanceof context/* Interrupted */.j)
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

;// CONCATENATED MODULE: ./build/rotation/issue/recover-unstored.js




/**
 * What is left to do with a key that the store does not take: sealed for whoever holds the recovery key, and, where
 * the old one is dead, given to the targets.
 */
async function recoverUnstored(world, observation, credential, rolledOver, error) {
    const { accessKey } = credential;
    const why = [reasonOf(error)];
    // First of all, because it is done in an instant; whatever comes of it, the targets still get the key.
    if (world.sealForRecovery !== undefined) {
        try {
            world.tell({ kind: 'sealed', accessKey, box: await world.sealForRecovery(credential.secret) });
        }
        catch (inner) {
            why.push(`it could not be sealed either: ${reasonOf(inner)}`);
        }
    }
    const left = new Set(observation.targets.map(({ id }) => id));
    if (rolledOver) {
        // Even where the run was asked to end: no later run could do it.
        const insisting = { ...world, stopping: () => false, targets: eachByItself(world.targets) };
        const { identities } = await world.targets.prepare([...left]);
        const recorded = (0,target_identities/* recordedIdentities */.nY)(observation, undefined);
        const { written } = await publish(insisting, observation.targets, credential, {
            heldBy: () => undefined,
            refusal: (state) => (0,target_identities/* refusalOf */.Of)(state, recorded, identities.get(state.id), world.accepted),
        });
        for (const id of written.keys())
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
                throw new ports/* TargetError */.I0(reasonOf(error), 'unknown', 'Run once with command: rotate', { cause: error });
            }
        },
    };
}
/** What the reason says, where there is one behind it. */
function reasonOf(error) {
    return (0,error_message/* errorMessage */.g)(error instanceof Error && error.cause instanceof Error ? error.cause : error);
}

;// CONCATENATED MODULE: ./build/rotation/issue/issue-blind.js






/** How often a key that nobody could get again is stored, and the waits in between in milliseconds. */
const STORE_WAITS_MS = [1000, 2000, 4000, 8000, 16_000];
/** For how long: a store that hangs must leave time for the targets, which hold a dead key meanwhile. */
const STORE_PATIENCE_MS = 3 * 60_000;
/**
 * Has a key made and stores it. Nothing comes between the answer and the store, because the answer is the only place
 * where the key is ever shown; and if it was rolled over, the old one is dead from then on.
 * @param read reads the key of a generation from the store
 */
async function issueBlind(world, issuer, policy, observation, secretId, plan, read) {
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
    const stored = await storePatiently(world, secretId, credential, record, (0,model_observation/* newestRevision */.Aw)(observation));
    world.tell({ kind: 'key-made', accessKey, expiresAt });
    if (!stored.ok) {
        const because = await recoverUnstored(world, observation, credential, rollsOver, stored.error);
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

// EXTERNAL MODULE: ./build/rotation/model/recorded-keys.js
var recorded_keys = __webpack_require__(4686);
;// CONCATENATED MODULE: ./build/rotation/issue/issue-listed.js










/** How often a create is sent, each time but the first after it was looked for. */
const issue_listed_ATTEMPTS = 2;
/**
 * Creates a key, verifies it, marks it stored, stores it, and looks again (protocol, rules 1 to 3). So every version
 * that was ever enabled holds a verified key, and every later run can finish it.
 * @param verify whether the key works
 */
async function issueListed(world, issuer, observation, secretId, plan, verify) {
    const { clock, tell } = world;
    const created = await issue_listed_create(world, issuer, secretId, plan);
    const { credential } = created;
    const { accessKey } = credential;
    tell({ kind: 'key-made', accessKey, expiresAt: created.key.expiresAt });
    const key = await unlessItFails(issuer, accessKey, async () => (await verify(credential)) ? markStored(world, issuer, secretId, plan, created) : undefined);
    if (key === undefined) {
        await issuer.delete(accessKey);
        return { kind: 'unverified', accessKey };
    }
    const record = {
        stage: 'pending',
        accessKey,
        since: clock.now(),
        ...(plan.replaces === undefined ? {} : { replaces: plan.replaces }),
        issued: key.createdAt,
        madeBy: world.run,
        run: world.run,
        text: plan.text,
        written: new Map(),
    };
    const newest = (0,model_observation/* newestRevision */.Aw)(observation);
    const revision = await storeNewKey(world, issuer, secretId, credential, record, newest);
    tell({ kind: 'key-stored', accessKey, revision });
    const version = { revision, status: 'enabled', record };
    const lost = await lookAfterStore(world, issuer, observation, secretId, key, version);
    return lost ?? { kind: 'stored', key, version, credential };
}
/** Only the maker of a key writes its digest, from the answer that showed it, and only within D of its creation. */
async function markStored({ clock }, issuer, secretId, { text }, { key, credential, mark }) {
    const at = clock.now();
    if (at.getTime() - key.createdAt.getTime() >= model_policy/* RUN_DEADLINE_MS */.Y) {
        throw new Error(`the key ${key.accessKey} was verified too late to be used safely; run again`);
    }
    const description = (0,model_mark/* writeDescription */.MY)((0,transition/* storedMark */.p9)(mark, (0,model_mark/* secretDigest */.bV)(secretId, credential), { at }), text);
    await issuer.describe(key.accessKey, description);
    return (0,observe/* withMark */.kN)({ ...key, description });
}
/**
 * What the versions and the key's own mark say once it is stored.
 * @returns undefined where this run goes on with its key
 */
async function lookAfterStore(world, issuer, observation, secretId, key, { revision, record }) {
    const { accessKey } = key;
    const [versions, answer] = await Promise.all([(0,observe/* lookAgain */.IK)(world, secretId), issuer.key(accessKey)]);
    const own = versions.find((version) => version.revision === revision);
    const mark = answer.kind === 'own' ? (0,observe/* withMark */.kN)(answer.key).mark : undefined;
    if (own?.record?.stage !== 'pending' || own.status !== 'enabled' || mark?.phase !== 'stored') {
        // Somebody published it, or gave it up: the current state says the rest.
        world.tell({ kind: 'overtaken', accessKey, by: accessKey });
        return { kind: 'helped', accessKey };
    }
    const by = await winnerOf(world, observation, versions, revision, accessKey);
    if (by === undefined)
        return undefined;
    world.tell({ kind: 'overtaken', accessKey, by });
    await closeVersion(world, secretId, revision, record);
    await markReplaced(world, issuer, key);
    return { kind: 'lost', accessKey };
}
/**
 * Runs what comes between the creation of a key and its storage. Where that fails, nobody else has seen the key, so it
 * is deleted at once.
 */
async function unlessItFails(issuer, accessKey, work) {
    try {
        return await work();
    }
    catch (error) {
        await issuer.delete(accessKey).catch((inner) => {
            throw new AggregateError([error, inner], `the key ${accessKey} could be neither verified and stored nor deleted (${(0,error_message/* errorMessage */.g)(error)}); a later run deletes it`);
        });
        throw error;
    }
}
/** Creates the key. A create without an answer is settled by looking for its mark, never by blindly trying again. */
async function issue_listed_create(world, issuer, secretId, plan) {
    for (let attempt = 1;; attempt += 1) {
        const mark = { phase: 'made', secretId, attempt: world.newAttempt(), at: world.clock.now() };
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
            const orphan = await findOrphan(world, issuer, mark);
            if (orphan !== undefined) {
                // Its secret was in the answer that was lost: nobody has it, nobody can ever have it.
                await issuer.delete(orphan);
                world.tell({ kind: 'lost-answer', accessKey: orphan });
            }
            if (attempt === issue_listed_ATTEMPTS || world.stopping())
                throw error;
        }
        /* c8 ignore next 2 -- the loop is left by returning or throwing */
    }
}
async function findOrphan({ clock }, issuer, mark) {
    for (let look = 1; look <= LOOKS; look += 1) {
        await clock.sleep(LOOK_AGAIN_AFTER_MS);
        const keys = (await issuer.keys()).map(observe/* withMark */.kN);
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
/**
 * The access key of the key that another run brings out or has brought out since the observation: an older pending
 * version that works, or a version that became current meanwhile. Keys are compared, not revisions.
 */
async function winnerOf(world, observation, versions, revision, accessKey) {
    const before = (0,model_observation/* currentGeneration */.Ev)(observation)?.revision ?? 0;
    const rivals = (0,model_observation/* generations */.YZ)({ ...observation, versions }).filter(({ revision: other, status, record }) => status === 'enabled' &&
        record.accessKey !== accessKey &&
        other > before &&
        ((record.stage === 'pending' && other < revision) || record.stage === 'current'));
    const seen = await withNamedKeys(world, { ...observation, versions }, rivals);
    const floor = (0,model_observation/* currentGeneration */.Ev)(seen)?.revision ?? 0;
    return rivals.find((rival) => {
        const { revision: other, record } = rival;
        const state = (0,model_observation/* versionState */.M7)(seen, rival);
        const key = seen.keys.get(record.accessKey);
        if (key === undefined || (0,model_observation/* isExpired */._d)(observation, key))
            return false;
        return state === 'current' || (state === 'pending' && other < revision && other > floor);
    })?.record.accessKey;
}
/** An observation with the keys of some versions as they are now. */
async function withNamedKeys({ issuer }, observation, named) {
    if (issuer.kind === 'blind')
        return { ...observation, keys: (0,recorded_keys/* recordedKeys */.N)(observation) };
    const keys = new Map(observation.keys);
    const foreign = new Set(observation.foreign);
    for (const accessKey of new Set(named.map(({ record }) => record.accessKey))) {
        const answer = await issuer.key(accessKey);
        if (answer.kind === 'own')
            keys.set(accessKey, (0,observe/* withMark */.kN)(answer.key));
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

/** Successes in a row that count as a proof: IAM may say yes, then no, then yes again. */
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
 * @returns whether the key was proven within `timeoutMs`
 */
async function verifyUntilValid({ clock, tell, stopping }, probe, candidate, reference, timeoutMs) {
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
            throw new context/* Interrupted */.j('the run was asked to end before the new key was proven; the next run goes on from here');
    }
}
function better(a, b) {
    const order = ['unclear', 'denied', 'forbidden', 'accepted'];
    return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

;// CONCATENATED MODULE: ./build/rotation/run/key-verifier.js





function createKeyVerifier(world, policy, credentials) {
    const { issuer, clock } = world;
    const facts = () => ({ at: clock.now(), run: world.run });
    async function proveKey(known, step) {
        const generation = (0,model_observation/* generationAt */.cU)(known.observation, step.revision);
        const candidate = await credentials.of(known, generation);
        const { probe } = issuer;
        if (probe === undefined) {
            const why = 'there is no keys-api-verify-url, so nobody knows what to ask';
            const { accessKey } = step;
            world.tell({ kind: 'unchecked', what: 'whether the new key works', why, accessKey });
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
        const works = await verifyUntilValid(world, probe, candidate, reference, propagationTimeoutMs);
        if (!works) {
            const seconds = Math.round(propagationTimeoutMs / 1000);
            world.tell({ kind: 'unproven', accessKey: candidate.accessKey, seconds });
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
        world.tell({ kind: 'advice', text });
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
        return known.observation.keys.has(world.signIn.accessKey) ? world.signIn : undefined;
    }
    async function makeListed(known, issuer, secretId, plan) {
        // Before there is a key: a stored payload that is not what it should be ends this step.
        const reference = await replacedCredential(known, {});
        if (world.stopping())
            throw new context/* Interrupted */.j('the run was asked to end before a key was created; the next run creates one');
        return issueListed(world, issuer, known.observation, secretId, plan, (credential) => verify(issuer.probe, credential, reference));
    }
    return { proveKey, makeListed };
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
async function rollBack(world, observation, secretId, revision, credential) {
    const { accessKey } = credential;
    const { clock, run } = world;
    const from = (0,model_observation/* generationAt */.cU)(observation, revision);
    const record = (0,transition/* rolledBackRecord */.j9)(observation, from, { at: clock.now(), run });
    await markStoredAgain(world, observation, accessKey);
    await refuseIfRetired(world, secretId, revision, accessKey);
    const restored = await storePending(world, secretId, credential, record, (0,model_observation/* newestRevision */.Aw)(observation));
    world.tell({ kind: 'key-stored', accessKey, revision: restored });
    const versions = await (0,observe/* lookAgain */.IK)(world, secretId);
    const source = versions.find((version) => version.revision === revision);
    const own = versions.find((version) => version.revision === restored);
    // The list was read too early: another run may have found the version and be publishing it.
    if (own === undefined)
        throw new Error(`version ${restored} was stored, and is not listed yet; the next run goes on from here`);
    // What another run made current is not taken back: its targets hold the key.
    if (own.record?.stage !== 'pending' || own.status !== 'enabled') {
        world.tell({ kind: 'overtaken', accessKey, by: accessKey });
        return undefined;
    }
    const rival = await winnerOf(world, observation, versions, restored, accessKey);
    const key = await restoredKey(world, observation, accessKey);
    // Without marks, the record alone says that nobody retires the key.
    const isKept = world.issuer.kind === 'listing' || source?.record?.stage === 'previous';
    const isSource = source?.status === 'enabled' && isKept;
    if (isSource && rival === undefined && key !== undefined)
        return restored;
    await closeVersion(world, secretId, restored, record);
    if (world.issuer.kind === 'listing' && key !== undefined)
        await markReplaced(world, world.issuer, key);
    throw new Error(rival === undefined
        ? retiredText(accessKey)
        : `another run is bringing out the key ${rival} at this moment; wait until it has ended, then roll back`);
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
    return `another run retires the key ${accessKey} at this moment, so it cannot be restored`;
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
    const key = answer.kind === 'own' ? (0,observe/* withMark */.kN)(answer.key) : undefined;
    return key?.mark?.phase === 'stored' ? key : undefined;
}

;// CONCATENATED MODULE: ./build/rotation/publish/write-targets.js













/** What carries out the steps that write a key to targets. */
function createWriter(world, credentials) {
    const { issuer, clock } = world;
    const facts = () => ({ at: clock.now(), run: world.run });
    async function writeTargets(known, step) {
        const generation = (0,model_observation/* generationAt */.cU)(known.observation, step.revision);
        const credential = await credentials.of(known, generation);
        if (issuer.kind === 'blind')
            await seeAlive(known, generation);
        const wanted = new Set(step.targets);
        const states = (0,record_digest/* inGroups */.Am)(known.observation.targets.filter(({ id }) => wanted.has(id)));
        const { identities } = await world.targets.prepare(states.map(({ id }) => id));
        const recorded = (0,target_identities/* recordedIdentities */.nY)(known.observation, step.revision);
        const result = await publish(world, states, credential, {
            heldBy: (state) => heldBy(known, state),
            refusal: (state) => (0,target_identities/* refusalOf */.Of)(state, recorded, identities.get(state.id), world.accepted),
        });
        const done = { ...facts(), ...result, identities };
        const next = await withReadings((0,transition/* applyStep */.pA)(known, step, done), step.revision);
        // A complete publication is recorded by the promotion that follows it. None follows where somebody wrote `current`
        // into the record already.
        const isPromotedNext = result.written.size === states.length && generation.record.stage === 'pending';
        if (step.kind === 'repair' || (!isPromotedNext && result.written.size > 0))
            return savePublication(world, next, step.revision);
        return next;
    }
    /** Reads what was written where too much was to record it all: then a digest of the readings takes its place. */
    async function withReadings(known, revision) {
        const record = (0,transition/* recordOf */.zv)(known.observation, revision);
        if (record === undefined || !(0,record_digest/* isLong */.x7)(record) || world.stopping())
            return known;
        const { states } = await world.targets.observe().catch((error) => {
            // What was written is worth recording as it is: what is not known of it is settled by writing again.
            if (error instanceof context/* Interrupted */.j)
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
        const versions = await (0,observe/* lookAgain */.IK)(world, (0,run_state/* secretIdOf */.z)(known));
        const now = versions.find((version) => version.revision === revision);
        if (now?.status !== 'enabled' || now.record?.stage === 'retired') {
            throw new Error(`version ${revision} was given up by another run in the meantime; its key is written nowhere any more`);
        }
        const current = (0,model_observation/* currentGeneration */.Ev)({ ...known.observation, versions });
        const before = (0,model_observation/* currentGeneration */.Ev)(known.observation)?.revision;
        if (current !== undefined && current.revision !== revision && current.revision !== before) {
            throw new Error(`another run made version ${current.revision} current in the meantime, so version ${revision} is written nowhere`);
        }
        const key = (0,recorded_keys/* recordedKeys */.N)({ ...known.observation, versions }).get(accessKey);
        if (key !== undefined && (key.inDoubt !== true || isLeftOver(known, now.record)))
            return;
        throw new Error(`another run rolls the key ${accessKey} over at this moment; it is written nowhere any more`);
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














function createExecutor(world, policy) {
    const { issuer, store, clock } = world;
    const credentials = createCredentials(store);
    const prover = createKeyVerifier(world, policy, credentials);
    const writeTargets = createWriter(world, credentials);
    /** What was written was read once more in this run. */
    let targetsConfirmed = false;
    /** For what only an issuer that keeps a list of its keys can do, and is only ever asked to do. */
    function listingIssuer() {
        /* c8 ignore next -- such a step is decided only for an issuer that keeps a list */
        if (issuer.kind !== 'listing')
            throw new Error('the issuer keeps no list of its keys; this is a bug');
        return issuer;
    }
    const facts = () => ({ at: clock.now(), run: world.run });
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
        return answer.kind === 'own' ? (0,observe/* withMark */.kN)(answer.key) : undefined;
    }
    async function takeOver(known, step) {
        const id = (0,run_state/* secretIdOf */.z)(known);
        const next = (0,transition/* applyStep */.pA)(known, step, { ...facts(), attempt: world.newAttempt() });
        // The tag comes last: a run that dies before it takes over anew.
        if (step.revision !== undefined && step.accessKey !== undefined) {
            if (issuer.kind === 'listing')
                await saveMark(next, step.accessKey);
            await saveRecord(store, next, step.revision);
        }
        /* c8 ignore next -- the step is decided only where there is something to take over */
        const otherTags = known.observation.takeOver?.otherTags ?? [];
        await store.tag(id, [...otherTags, world.rotatorTag]);
        await (0,observe/* lookAgain */.IK)(world, id); // another rotator may have tagged it in the same moment
        return next;
    }
    async function discard(known, step) {
        const key = await freshKey(step.accessKey);
        if (key !== undefined && !(0,model_observation/* isMade */.sX)(known.observation, key)) {
            throw new Error(`the key ${step.accessKey} is no longer unfinished: another run marked it; it is left alone`);
        }
        if (key !== undefined)
            await listingIssuer().delete(step.accessKey);
        return (0,transition/* applyStep */.pA)(known, step, facts());
    }
    async function giveUp(known, step) {
        const versions = await (0,observe/* lookAgain */.IK)(world, (0,run_state/* secretIdOf */.z)(known));
        const now = versions.find((version) => version.revision === step.revision);
        const before = (0,model_observation/* generationAt */.cU)(known.observation, step.revision);
        if (now?.record?.stage !== before.record.stage || now.record.accessKey !== before.record.accessKey) {
            throw new Error(`version ${step.revision} was finished by another run in the meantime; it is left alone`);
        }
        const next = (0,transition/* applyStep */.pA)(known, step, facts());
        const current = (0,model_observation/* currentGeneration */.Ev)(known.observation);
        await saveStatus(store, known, step.revision);
        if (issuer.kind === 'listing')
            await undoIfPublished(known, step);
        await saveRecord(store, next, step.revision);
        if (step.reason === 'rolled-back' && current !== undefined) {
            await saveRecord(store, next, current.revision);
            await refuseIfReplaced(known, current.revision);
        }
        return next;
    }
    /** A rollback goes back to what it saw as current; another run may have rotated since. */
    async function refuseIfReplaced(known, revision) {
        const versions = await (0,observe/* lookAgain */.IK)(world, (0,run_state/* secretIdOf */.z)(known));
        const newer = (0,model_observation/* currentGeneration */.Ev)(await withKeysOfNewer(known.observation, versions, revision));
        if (newer === undefined || newer.revision <= revision)
            return;
        throw new Error(`another run made version ${newer.revision} current in the meantime; wait until it has ended, then roll back`);
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
        const status = known.observation.versions.find((version) => version.revision === revision)?.status;
        if (status === 'enabled')
            await store.enable((0,run_state/* secretIdOf */.z)(known), revision);
        throw new Error(`another run publishes version ${revision} at this moment; it is left alone`);
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
        const { versions } = await (0,observe/* readVersions */.q2)(world, { id: (0,run_state/* secretIdOf */.z)(known) });
        const seen = (0,model_observation/* generations */.YZ)({ ...observation, versions }).find(({ revision }) => revision === step.revision);
        const before = (0,model_observation/* versionState */.M7)(observation, (0,model_observation/* generationAt */.cU)(observation, step.revision));
        const now = seen && (0,model_observation/* versionState */.M7)(await withNamedKeys(world, { ...observation, versions }, [seen]), seen);
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
            return savePublication(world, next, revision);
        const key = await freshKey(accessKey);
        if (key?.mark?.phase !== 'stored' || key.mark.secretId !== (0,run_state/* secretIdOf */.z)(known))
            throw new Error(`the key ${accessKey} was taken out of use in the meantime`);
        // Whoever gives the version up disables it first and reads the mark last; this is the other way round.
        return savePublication(world, next, revision, async () => {
            const { versions } = await (0,observe/* readVersions */.q2)(world, { id: (0,run_state/* secretIdOf */.z)(known) });
            const own = versions.find((version) => version.revision === revision);
            // A list that does not show it yet is old, and says nothing of it.
            if (own !== undefined && own.status !== 'enabled')
                throw new Error(`version ${revision} was disabled or deleted in the meantime`);
            const newer = (0,model_observation/* currentGeneration */.Ev)(await withKeysOfNewer(known.observation, versions, revision));
            if (newer !== undefined && newer.revision > revision)
                throw new Error(`another run made version ${newer.revision} current in the meantime`);
        });
    }
    /** The current state of versions above one, with the keys of those that say that they are current. */
    async function withKeysOfNewer(observation, versions, revision) {
        const seen = { ...observation, versions };
        const newer = (0,model_observation/* generations */.YZ)(seen).filter((other) => other.revision > revision && other.record.stage === 'current');
        return withNamedKeys(world, seen, newer);
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
                throw new Error(`the key ${step.accessKey} was marked by another run in the meantime; it is left alone`);
        }
        const next = (0,transition/* applyStep */.pA)(known, step, { ...facts(), attempt: world.newAttempt() });
        if (step.how === 'let-go')
            for (const revision of (0,transition/* releasedVersions */.bK)(known.observation, step))
                await saveRecord(store, next, revision);
        await saveMark(next, step.accessKey);
        return next;
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
            if (how === 'let-go')
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
        const { states, problems } = await world.targets.observe();
        if (problems.length > 0)
            throw new ports/* RunProblems */.ww(problems);
        const current = (0,model_observation/* currentGeneration */.Ev)(observation);
        const late = current === undefined ? [] : (0,model_observation/* lagging */.SO)({ ...observation, targets: states }, current);
        if (late.length > 0) {
            const labels = late.map(({ label }) => label).join(', ');
            throw new Error(`these targets do not hold the current key, so the replaced one is left alone: ${labels}`);
        }
        targetsConfirmed = true;
    }
    function refuseIfTakenBack(known, accessKey, key) {
        if (key !== undefined && (key.mark?.phase !== 'replaced' || key.mark.secretId !== (0,run_state/* secretIdOf */.z)(known)))
            throw new Error(`the key ${accessKey} was taken back into use in the meantime; it is left alone`);
    }
    async function refuseIfInUse(known, accessKey) {
        const [versions, key] = await Promise.all([(0,observe/* lookAgain */.IK)(world, (0,run_state/* secretIdOf */.z)(known)), freshKey(accessKey)]);
        const seen = { ...known.observation, versions };
        const current = (0,model_observation/* currentGeneration */.Ev)(seen);
        refuseIfTakenBack(known, accessKey, key);
        if (current?.status !== 'enabled' || (0,model_observation/* isInUse */.ly)(seen, accessKey))
            throw new Error(`what replaced the key ${accessKey} can no longer be read; it is left alone`);
    }
    async function deleteKey(known, accessKey) {
        const { observation } = known;
        const current = (0,model_observation/* currentGeneration */.Ev)(observation);
        if (observation.keys.has(listingIssuer().signedInAs()) && current !== undefined) {
            if (!(0,model_observation/* isPublishable */.oB)(observation, current.record.accessKey))
                throw new Error(`nothing confirms the secret of the current key, so ${accessKey} is left alone`);
            // The bearer rotates itself: a key that deletes itself could not say afterwards that it did. Which key signs in
            // is not certain (its access key may be of one pair and its secret of another), the current one is.
            listingIssuer().signIn(await credentials.of(known, current));
        }
        await listingIssuer().delete(accessKey);
    }
    async function prune(known, step) {
        await store.remove((0,run_state/* secretIdOf */.z)(known), step.revision);
        return (0,transition/* applyStep */.pA)(known, step, facts());
    }
    async function createSecret(known, step) {
        const id = await store.create([world.rotatorTag]).then((secret) => secret.id, async (error) => {
            const found = error instanceof ports/* AmbiguousResult */.qF ? await store.find() : undefined;
            if (found?.tags.includes(world.rotatorTag))
                return found.id;
            throw error;
        });
        return (0,transition/* applyStep */.pA)(known, step, { ...facts(), secretId: id });
    }
    async function makeKey(known, step) {
        const { observation, memory } = known;
        const plan = (0,new_key_settings/* planNewKey */.b)(observation, policy, world.signIn.accessKey, clock.now());
        const id = (0,run_state/* secretIdOf */.z)(known);
        const made = issuer.kind === 'listing'
            ? await prover.makeListed(known, issuer, id, plan)
            : await issueBlind(world, issuer, policy, observation, id, plan, (generation) => credentials.of(known, generation));
        if (made.kind === 'halted')
            return (0,transition/* applyHalt */.uw)(known, made.because, made.source);
        if (made.kind === 'overtaken') {
            world.tell({ kind: 'overtaken', accessKey: made.by, by: made.by });
            return { observation: await (0,observe/* observe */.lB)(world, policy), memory: { ...memory, made: made.by } };
        }
        if (made.kind === 'unverified')
            return { observation, memory: { ...memory, unproven: made.accessKey } };
        if (made.kind !== 'stored') {
            const seen = await (0,observe/* observe */.lB)(world, policy);
            return {
                observation: seen,
                // How the targets were left was seen of another current version than there may be now.
                memory: {
                    ...memory,
                    targetsAsLeft: false,
                    made: made.accessKey,
                    helped: made.kind === 'helped',
                },
            };
        }
        credentials.hold(made.credential);
        return (0,transition/* applyStep */.pA)(known, step, { ...facts(), made });
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
                    const credential = await credentials.of(known, (0,model_observation/* generationAt */.cU)(known.observation, step.revision));
                    const id = (0,run_state/* secretIdOf */.z)(known);
                    const restored = await rollBack(world, known.observation, id, step.revision, credential);
                    if (restored !== undefined)
                        return (0,transition/* applyStep */.pA)(known, step, { ...facts(), restored });
                    const memory = { ...known.memory, targetsAsLeft: false, made: step.accessKey, helped: true };
                    return { observation: await (0,observe/* observe */.lB)(world, policy), memory };
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
function askAhead({ issuer, targets }, policy, look) {
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
function countChanges(world) {
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
            rollOver: (source) => counted(inner.rollOver(source), ({ kind }) => kind === 'made'),
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
        world: {
            ...world,
            issuer: issuer(world.issuer),
            store: store(world.store),
            targets: targets(world.targets),
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
    return reading.kind === 'ours' ? (0,model_record/* writeRecord */.rh)({ ...(0,in_doubt/* endDoubt */.uA)(reading.record), run: '' }) : description;
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
    const changing = steps.filter(({ step }) => step.kind !== 'prove' && (step.kind !== 'make' || made));
    // What only made room for a key that was not made finished nothing.
    const telling = made ? steps : changing.filter(({ step }) => !MAKES_ROOM.has(step.kind));
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
        case 'rolled-back-already':
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
async function mustPostponeMigration({ issuer, tell, migrations = { started: 0 } }, steps, ahead) {
    const make = steps.find((step) => step.kind === 'make');
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
    tell({ kind: 'advice', text: isTight ? postponedText(accessKey) : announcement(accessKey) });
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
function advise(world, policy, observation, steps) {
    const makes = steps.some(({ kind }) => kind === 'make');
    adviseOnKeys(world, policy, observation, makes);
    adviseOnPause(world, policy, observation, makes);
    for (const text of (0,forged_records/* forgedRecordTexts */.J)(observation))
        world.tell({ kind: 'advice', text });
    adviseOnEnds(world, policy, observation, steps);
    adviseOnUndeclared(world, policy, observation);
}
/** Says until when no key is replaced because of its age. A new key ends the pause after a rollback. */
function adviseOnPause(world, policy, observation, makes) {
    const pause = (0,decide_pause/* pauseOf */.eY)(observation, policy);
    if (pause === undefined || (makes && pause.because === 'rollback'))
        return;
    const why = pause.because === 'rollback' ? 'after a rollback' : 'by pause-until';
    world.tell({
        kind: 'advice',
        text: `Automatic rotation is paused ${why} until ${pause.until.toISOString()}. Repairs go on. To rotate before that ` +
            'date, run with force: true.',
    });
}
/**
 * Warns where the credentials of the run are stored beside keys of others: a policy that lets somebody read one of
 * those often covers the whole Project. One request, for runs that store such a key.
 */
async function adviseOnNeighbors({ store, signIn, tell }, observation) {
    if (store.neighbors === undefined || !observation.keys.has(signIn.accessKey))
        return;
    try {
        const names = await store.neighbors();
        if (names.length === 0)
            return;
        tell({
            kind: 'advice',
            text: 'This key belongs to the application or user whose credentials this run uses, and it is stored in the same ' +
                `Project and under the same path as keys of others (${inShort(names)}). Whoever may read secrets there may ` +
                'read it, and use it to create keys. Store it in a Project of its own: set scw-project-id for this key.',
        });
    }
    catch (error) {
        const what = 'whether keys of others are stored in the same Project and under the same path';
        tell({ kind: 'unchecked', what, why: (0,error_message/* errorMessage */.g)(error) });
    }
}
/** How many names a message has room for. */
const SHOWN_NAMES = 5;
function inShort(names) {
    const more = names.length - SHOWN_NAMES;
    return [...names.slice(0, SHOWN_NAMES), ...(more > 0 ? [`${more} more`] : [])].join(', ');
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
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
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
    if (makes && (0,model_observation/* currentGeneration */.Ev)(observation) === undefined && policy.replacesAccessKey === undefined) {
        const line = `replaces-access-key: ${self ? world.signIn.accessKey : '<its access key>'}`;
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
    const current = (0,model_observation/* currentGeneration */.Ev)(observation);
    const lag = current === undefined ? [] : (0,model_observation/* lagging */.SO)(observation, current).map(({ label }) => label);
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
/** How many names a message lists. */
const MOST_LISTED = 10;
/**
 * Says which targets are new because a pattern matches them now, which are not written because another repository has
 * their name, and that an input for one run is set.
 * @param identities who the targets are that the steps write
 */
function adviseOnIdentities({ tell, accepted }, observation, steps, identities) {
    for (const step of steps) {
        if (step.kind !== 'publish' && step.kind !== 'repair')
            continue;
        const targets = observation.targets.filter(({ id }) => step.targets.includes(id));
        for (const [pattern, repositories] of (0,target_identities/* newlyMatched */.K$)(observation, step.revision, targets)) {
            const more = repositories.length - MOST_LISTED;
            const listed = repositories.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
            tell({
                kind: 'advice',
                text: `Newly matched by ${pattern}: ${listed}. Whatever it matches gets the key.`,
            });
        }
        const recorded = (0,target_identities/* recordedIdentities */.nY)(observation, step.revision);
        for (const { id, label } of targets) {
            const replaced = (0,target_identities/* replacedAmong */.no)(recorded, identities.get(id) ?? []);
            const [first] = replaced.filter(({ name }) => !accepted.has(name.toLowerCase()));
            if (first !== undefined)
                tell({ kind: 'advice', text: `${(0,target_identities/* replacedProblem */.uO)(label, first).problem}.` });
        }
    }
    if (accepted.size === 0)
        return;
    tell({
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
async function preflight(world, policy, known, steps, ahead) {
    const { observation } = known;
    const makes = steps.some(({ kind }) => kind === 'make');
    const stores = makes || steps.some(({ kind }) => kind === 'roll-back');
    const writes = new Set(steps.flatMap((step) => (step.kind === 'publish' || step.kind === 'repair' ? step.targets : [])));
    advise(world, policy, observation, steps);
    const [prepared, limits, astray] = await Promise.all([
        ahead !== undefined && sameSet(ahead.ids, writes) ? ahead.prepared : world.targets.prepare([...writes]),
        makes && world.issuer.kind === 'listing' ? (ahead?.limits ?? world.issuer.limits()) : undefined,
        observation.secretId === undefined ? placeProblems(world) : [],
        stores ? adviseOnNeighbors(world, observation) : undefined,
    ]);
    const room = stores ? roomProblems(world, observation, steps) : [];
    const problems = [
        ...timeProblems(world),
        ...prepared.problems,
        ...(0,target_identities/* leftOutProblems */.E7)(observation),
        ...astray,
        ...room,
        ...(limits === undefined ? [] : limitProblems(world, policy, observation, steps, limits)),
        ...(makes && world.issuer.kind === 'blind'
            ? await issueProblems(world, world.issuer, policy, observation)
            : []),
    ];
    if (problems.length === 0)
        adviseOnIdentities(world, observation, steps, prepared.identities);
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
                problem: `nothing can be sealed to it (${(0,error_message/* errorMessage */.g)(error)})`,
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
        return [(0,wrong_location/* wrongLocationProblem */.o)(own)];
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
            const why = `with those that are being deleted, or will be by this run, the secret has ${there + going} versions of at most ${capacity}, and whether they count is nowhere said`;
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
    const { expiresAt } = (0,new_key_settings/* planNewKey */.b)(observation, policy, world.signIn.accessKey, at);
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
    const { world, changed } = countChanges(services);
    const steps = [];
    const finish = (stop, error, known, end) => ({
        ...outcomeOf(policy.command, dryRun, steps, stop, error, known, end),
        changed: changed(),
    });
    let known;
    try {
        let ahead;
        const observation = await (0,observe/* observe */.lB)(world, policy, (look) => {
            ahead = askAhead(world, policy, look);
        });
        world.tell({ kind: 'observed', observation });
        known = { observation, memory: freshMemory(observation) };
        let planned = (0,plan/* plan */.et)(known, policy, world.signIn.accessKey);
        if (await mustPostponeMigration(world, planned.steps, ahead)) {
            known = { observation, memory: { ...known.memory, migrationPostponed: true } };
            planned = (0,plan/* plan */.et)(known, policy, world.signIn.accessKey);
        }
        const problems = await preflight(world, policy, known, planned.steps, ahead);
        if (problems.length > 0)
            throw new ports/* RunProblems */.ww(problems);
        if (dryRun) {
            if (planned.steps.length > 0)
                world.tell(UNTRIED);
            for (const step of planned.steps) {
                world.tell({ kind: 'step', step });
                steps.push({ step, error: undefined });
            }
            return finish(planned.stop, undefined, known, planned.end);
        }
        const actor = createExecutor(world, policy);
        for (;;) {
            const step = (0,decide/* decide */.L)(known.observation, policy, known.memory);
            if (step.kind === 'stop')
                return finish(step.because, undefined, known);
            /* c8 ignore next -- every step brings the end nearer */
            if (steps.length === plan/* MAX_STEPS */.rh)
                throw new Error('this run does not come to an end; this is a bug');
            if (world.stopping()) {
                world.tell({ kind: 'interrupted' });
                throw new context/* Interrupted */.j('the run was asked to end; the next run goes on from here');
            }
            if (known.memory.failedSteps.has((0,model_steps/* stepName */.u)(step))) {
                throw new Error(`the step "${(0,model_steps/* stepName */.u)(step)}" failed, and nothing can be done before it`);
            }
            world.tell({ kind: 'step', step, known });
            try {
                known = await actor.act(known, step);
                steps.push({ step, error: undefined });
                world.tell({ kind: 'step-done', step });
            }
            catch (error) {
                if (error instanceof PayloadMismatch && isForgery(world, known, error)) {
                    // Decided anew without that version, which is closed.
                    known = (0,transition/* afterMismatch */.L7)(known, error.revision);
                    continue;
                }
                steps.push({ step, error });
                world.tell({ kind: 'step-failed', step, error });
                // Past the deadline nothing may be changed any more, so nothing that follows could succeed.
                const late = world.clock.now().getTime() > known.memory.startedAt.getTime() + model_policy/* RUN_DEADLINE_MS */.Y;
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
        targetsAsLeft: current !== undefined && (0,model_observation/* lagging */.SO)(observation, current).length === 0,
        targetsReadAt: observation.targetsReadAt,
        made: undefined,
        resumed: false,
        migrationPostponed: false,
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

// EXTERNAL MODULE: ./build/github/secrets/seal.js
var seal = __webpack_require__(1643);
// EXTERNAL MODULE: ./build/commands/github.js + 23 modules
var github = __webpack_require__(9377);
// EXTERNAL MODULE: ./build/commands/keys-api.js
var keys_api = __webpack_require__(4982);
// EXTERNAL MODULE: ./build/commands/scaleway.js + 1 modules
var commands_scaleway = __webpack_require__(1569);
;// CONCATENATED MODULE: ./build/commands/rotate.js









/** `rotate`: everything that it touches is put together here. Never throws; what happened is in the outcome. */
async function runRotate(inputs, policy, surroundings, tell, { fleet, scaleway = (0,commands_scaleway/* openScaleway */.yI)(inputs, surroundings) } = {}) {
    const run = (own) => rotate(createWorld(inputs, scaleway, own, surroundings, tell), policy, inputs.dryRun);
    if (fleet !== undefined)
        return run(fleet);
    const access = (0,github/* openGithub */.K5)(inputs.github, surroundings, tell);
    try {
        return await run({ access, resolve: () => (0,github/* resolveDeclared */.jR)(access, inputs.targets) });
    }
    finally {
        for (const text of await access.close())
            tell({ kind: 'advice', text });
    }
}
function createWorld(inputs, { clock, deadline, session, store, payload }, { access, resolve, migrations }, surroundings, tell) {
    const { scaleway, keysApi, key, rotator } = inputs;
    const { mask, stopping } = surroundings;
    return {
        issuer: keysApi === undefined
            ? (0,iam/* createScalewayIssuer */.Z)({
                session,
                applicationId: key.applicationId,
                organizationId: scaleway.organizationId,
                mask,
            })
            : (0,keys_api/* connectKeysApi */.t)(keysApi, surroundings, clock),
        store,
        targets: (0,github/* targetsFor */.Y$)(access, inputs, resolve, surroundings, deadline, payload.write, (text) => {
            tell({ kind: 'advice', text });
        }),
        clock,
        tell,
        stopping,
        newAttempt: () => (0,external_node_crypto_.randomInt)(36 ** 8).toString(36),
        rotatorTag: rotatorTag(inputs),
        run: `${rotator.run.id}/${rotator.run.attempt}${rotator.actor === undefined ? '' : ` by ${rotator.actor}`}`,
        sealForRecovery: sealFor(keysApi?.recoveryPublicKey),
        accepted: new Set(inputs.targets.accepted),
        signIn: { accessKey: scaleway.accessKey, secret: scaleway.secretKey },
        ...(migrations !== undefined && { migrations }),
    };
}
/** A repository is one rotator for each key of its file, and without a file for each issuer: no secret is another's. */
function rotatorTag({ rotator, keysApi }) {
    const which = rotator.key === undefined ? (keysApi === undefined ? '' : ':keys-api') : `:key:${rotator.key}`;
    return `${context/* ROTATOR_TAG_PREFIX */.C}repository:${rotator.repositoryId}${which}`;
}
function sealFor(publicKey) {
    return publicKey === undefined ? undefined : (text) => (0,seal/* seal */.od)(text, { id: 'recovery', key: publicKey });
}
/** What the inputs want of a rotation. */
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
/** A length of time as the heart has it. */
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
/* harmony import */ var _http_connection_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4717);

const KEY_BYTES = 32;
/**
 * Reads a public key from GitHub's answer.
 * @throws {ConnectionError} where there is none in it: something in between may have answered
 */
function publicKeyIn(data) {
    const { key_id, key } = (data ?? {});
    const isKey = typeof key === 'string' && Buffer.from(key, 'base64').length === KEY_BYTES;
    if (typeof key_id === 'string' && isKey)
        return { id: key_id, key };
    throw new _http_connection_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionError */ .Rc("GitHub's answer is not what GitHub answers: there is no public key in it");
}
/** Loads what seals: the largest part of the action, which a run that writes nothing does without. */
async function loadSealing() {
    const { default: sodium } = await __webpack_require__.e(/* import() */ 768).then(__webpack_require__.bind(__webpack_require__, 4768));
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
    const box = sodium.crypto_box_seal(Buffer.from(value, 'utf8'), key);
    return Buffer.from(box).toString('base64');
}


/***/ }),

/***/ 9345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  xm: () => (/* binding */ aboutApp),
  P5: () => (/* binding */ createAppAdmission),
  hN: () => (/* binding */ needsOf),
  fz: () => (/* binding */ needsToResolve)
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
/** What it takes to find out which repositories there are, or what a repository's number is. */
function needToList(owner, repository) {
    const metadata = { name: 'metadata', level: 'read', words: 'repository permission Metadata' };
    const about = repository === undefined ? 'repositories' : 'selected-repositories';
    return { owner, repository, permissions: [metadata], expected: [], about };
}
/** What it takes to find out which environments a repository has. */
function needToListEnvironments(owner, repository) {
    const actions = { name: 'actions', level: 'read', words: 'repository permission Actions' };
    return { owner, repository, permissions: [actions], expected: [], about: 'repositories' };
}

;// CONCATENATED MODULE: ./build/github/targets/app-targets.js

/** What it takes of an App's tokens to find out what declared targets stand for. */
function needsToResolve({ places, patterns }) {
    const selected = places.flatMap((place) => place.scope === 'organization' ? (place.access?.repositories ?? []) : []);
    return [
        ...patterns.map(({ owner }) => needToList(owner, undefined)),
        ...selected.map(({ owner, repo }) => needToList(owner, repo)),
    ];
}
/** What it takes of them to look after these places. */
function needsOf(places, { names, level }) {
    return places.map((place) => needOf(place, level, names.accessKeyVariable.length > 0));
}
/**
 * Makes the tokens of a GitHub App, one for each owner of a place. What stands in the way of some places is told together
 * with all that is found in others.
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

/***/ 2381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Am: () => (/* binding */ inGroups),
/* harmony export */   Pe: () => (/* binding */ recordText),
/* harmony export */   sk: () => (/* binding */ withSpans),
/* harmony export */   x7: () => (/* binding */ isLong)
/* harmony export */ });
/* unused harmony export LONGEST_RECORD */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _observation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5919);
/* harmony import */ var _recorded_identities_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7752);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5352);




/**
 * How long a version's description may become, in characters. No limit is documented, and what a description says of each
 * secret of a thousand targets makes tens of thousands; so what is longer is said in short. The identities of the targets
 * come on top of it: a digest of them could not say which repository was replaced. They take 14 characters each.
 */
const LONGEST_RECORD = 4000;
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
    const longest = LONGEST_RECORD + identitiesLength(record);
    const asLeft = new Map();
    const listed = new Map(record.written);
    for (const [group, secrets] of groupsOf(targets)) {
        const others = secrets.filter(({ tag, updatedAt }) => !(0,_observation_js__WEBPACK_IMPORTED_MODULE_1__/* .isWithin */ .UO)(record.written.get(tag), updatedAt));
        if (others.length === 0)
            asLeft.set(group, digestOf(secrets));
        for (const { tag } of others.length === 0 ? secrets : others)
            listed.delete(tag);
    }
    const withSome = (count) => (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .writeRecord */ .rh)({ ...record, asLeft, written: new Map([...listed].slice(0, count)) });
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
    if (names * ENTRY_LENGTH <= LONGEST_RECORD)
        return targets;
    return [...Map.groupBy(targets, groupOf).values()].flat();
}
/** A record as if it had never been written in short: what is recorded of a group that stands as it was left is known. */
function withSpans({ asLeft, ...record }, targets) {
    if (asLeft === undefined)
        return record;
    const written = new Map(record.written);
    for (const [group, secrets] of groupsOf(targets)) {
        if (asLeft.get(group) !== digestOf(secrets))
            continue;
        for (const { tag, updatedAt } of secrets)
            if (updatedAt !== undefined)
                written.set(tag, { from: updatedAt, to: updatedAt });
    }
    return { ...record, written };
}
/** Whether a record is too long to list every secret. */
function isLong(record) {
    return (0,_record_js__WEBPACK_IMPORTED_MODULE_3__/* .writeRecord */ .rh)(record).length > LONGEST_RECORD + identitiesLength(record);
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
  Dh: () => (/* binding */ keyed),
  IK: () => (/* binding */ lookAgain),
  lB: () => (/* binding */ observe),
  vv: () => (/* binding */ readFirst),
  q2: () => (/* binding */ readVersions),
  Te: () => (/* binding */ withConfirmedTables),
  jR: () => (/* binding */ withKeys),
  kN: () => (/* binding */ withMark)
});

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



/** How far apart a key that seems dead is tried, in milliseconds; twice in all. */
const LOOK_AGAIN_AFTER_MS = 1000;
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
    let answer = await issuer.probe(credential);
    if (answer === 'denied') {
        await clock.sleep(LOOK_AGAIN_AFTER_MS);
        answer = await issuer.probe(credential);
    }
    if (answer === 'accepted' || answer === 'forbidden') {
        const settled = (0,in_doubt/* withoutDoubt */.hL)(observation, current.revision);
        const versions = settled.versions.map((version) => version.revision === current.revision && version.record !== undefined
            ? { ...version, record: (0,recorded_keys/* asVerified */.n)(version.record) }
            : version);
        const keys = new Map(settled.keys);
        const seen = keys.get(key.accessKey);
        if (seen !== undefined)
            keys.set(key.accessKey, { ...seen, works: true });
        return { ...settled, versions, keys };
    }
    // One that never could be seen to work is asked about in vain: the question is wrong, not the key.
    const ended = answer === 'denied' && current.record.unproven !== true;
    return ended ? (0,in_doubt/* dead */.Tm)(observation, key.accessKey) : observation;
}

// EXTERNAL MODULE: ./build/rotation/model/policy.js
var policy = __webpack_require__(8575);
// EXTERNAL MODULE: ./build/rotation/model/ports.js
var ports = __webpack_require__(8209);
// EXTERNAL MODULE: ./build/rotation/model/record.js
var record = __webpack_require__(5352);
// EXTERNAL MODULE: ./build/rotation/model/context.js
var context = __webpack_require__(2562);
;// CONCATENATED MODULE: ./build/rotation/observe/take-over.js



/** Says what is taken over, and adds its key where only its version tells of it. */
async function withTakeOver({ store, issuer }, secret, observation) {
    const from = secret.tags.some((tag) => tag.startsWith(context/* ROTATOR_TAG_PREFIX */.C)) ? 'another-rotator' : 'nobody';
    const otherTags = secret.tags.filter((tag) => !tag.startsWith(context/* ROTATOR_TAG_PREFIX */.C));
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
    return {
        accessKey,
        description: '',
        createdAt: at,
        expiresAt: undefined,
        defaultProjectId: undefined,
        mark: undefined,
        text: '',
    };
}

;// CONCATENATED MODULE: ./build/rotation/observe/observe.js











/** How often, and how far apart in milliseconds, a key that a list does not show is asked for before it counts as dead. */
const LOOKS = 2;
const observe_LOOK_AGAIN_AFTER_MS = 1000;
/**
 * Reads all that stands in the cloud, and changes nothing.
 * @param seen called with what is known before the versions are read
 * @throws {RunProblems} with everything at once that keeps a rotation from being safe
 */
async function observe(world, policy, seen) {
    const { began, secret: found, keys: listed, places: observed } = await readFirst(world);
    const problems = [];
    const secret = settled(found, problems);
    const keys = settled(listed, problems);
    const places = settled(observed, problems);
    if (places !== undefined)
        problems.push(...places.problems);
    if (secret !== undefined)
        problems.push(...secretProblems(world, policy, secret));
    if (problems.length === 0 && keys !== undefined && places !== undefined)
        seen?.({ at: began(), secretId: secret?.id, keys, targets: places.states });
    // A version that was stored after the keys were listed names a key that the list lacks: it is asked for below.
    const [versionsRead] = await Promise.allSettled([readVersions(world, secret)]);
    const versions = settled(versionsRead, problems);
    if (versions !== undefined)
        problems.push(...versions.problems);
    if (problems.length > 0 || versions === undefined || keys === undefined || places === undefined)
        throw new ports/* RunProblems */.ww(problems);
    const at = began();
    const whole = await withKeys(world, {
        at,
        issuer: world.issuer.kind,
        secretId: secret?.id,
        takeOver: undefined,
        versions: versions.versions,
        keys: keyed(keys),
        foreign: new Set(),
        mismatched: new Set(),
        targets: places.states,
        leftOut: (0,target_identities/* withHolders */.Sw)(versions.versions, places.leftOut ?? []),
        targetsReadAt: new Date(at.getTime() - (places.ageMs ?? 0)),
    });
    if (secret === undefined || secret.tags.includes(world.rotatorTag))
        return whole;
    return withTakeOver(world, secret, whole);
}
/** Asks for all that can be asked for at once. */
async function readFirst({ issuer, store, targets, clock }) {
    const began = clock.stamp();
    const [secret, keys, places] = await Promise.allSettled([
        store.find(),
        issuer.kind === 'listing' ? issuer.keys().then((listed) => listed.map(withMark)) : [],
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
async function withKeys(world, observation) {
    const { issuer } = world;
    const whole = issuer.kind === 'listing'
        ? await lookTwice(world, issuer, observation)
        : await probeCurrent(world, issuer, { ...observation, keys: (0,recorded_keys/* recordedKeys */.N)(observation) });
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
function withoutTable({ asLeft: _unconfirmed, ...record }) {
    return { ...record, written: new Map() };
}
function isTableConfirmed(observation, { revision, record, tableDigest: digest }) {
    if (!(0,model_observation/* hasMarks */.ZF)(observation))
        return true;
    const published = (0,model_observation/* ownMark */.a1)(observation, record?.accessKey ?? '')?.published;
    return published?.revision === revision && published.table === digest;
}
/** Keys by their access keys. */
function keyed(keys) {
    return new Map(keys.map((key) => [key.accessKey, key]));
}
/** Reads the versions and the tags again, after something was written. */
async function lookAgain(world, secretId) {
    const [secret, { versions, problems }] = await Promise.all([
        world.store.find(),
        readVersions(world, { id: secretId }),
    ]);
    if (secret?.id !== secretId || !secret.tags.includes(world.rotatorTag)) {
        throw new Error('the secret was taken over by another rotator while this run was at work; it stops here, and changes nothing more');
    }
    if (problems.length > 0)
        throw new ports/* RunProblems */.ww(problems);
    return versions;
}
/** A key with its description taken apart. */
function withMark(key) {
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
    const digest = (0,record/* tableDigest */.jE)(version.description);
    return {
        revision: version.revision,
        status: version.status,
        record: reading.kind === 'ours' ? reading.record : undefined,
        ...(version.createdAt !== undefined && { createdAt: version.createdAt }),
        ...(digest !== undefined && { tableDigest: digest }),
        ...(version.unauthenticated && { unauthenticated: true }),
    };
}
/**
 * Adds the keys that a version names and the list did not show: it may have been read before the key was created, or
 * be stale. A key counts as deleted only when the issuer says so when asked for it by name, more than once.
 */
async function lookTwice({ clock }, issuer, observation) {
    const { versions, keys } = observation;
    const known = new Map(keys);
    const foreign = new Set();
    const relevant = versions.flatMap(({ record, status }) => record === undefined || record.stage === 'retired' || status === 'deleted' ? [] : [record.accessKey]);
    const missing = [...new Set(relevant)].filter((accessKey) => !known.has(accessKey));
    await Promise.all(missing.map(async (accessKey) => {
        const answer = await askTwice(clock, issuer, accessKey);
        if (answer.kind === 'own')
            known.set(accessKey, withMark(answer.key));
        if (answer.kind === 'foreign')
            foreign.add(accessKey);
        // A key of the bearer can be read, at the latest when it was created long enough ago.
        if (answer.kind === 'hidden' && isNamedForLong(observation, accessKey))
            foreign.add(accessKey);
    }));
    return { ...observation, keys: known, foreign };
}
async function askTwice(clock, issuer, accessKey) {
    for (let look = 1;; look += 1) {
        const answer = await issuer.key(accessKey);
        if (answer.kind !== 'none' || look === LOOKS)
            return answer;
        await clock.sleep(observe_LOOK_AGAIN_AFTER_MS);
    }
    /* c8 ignore next -- the loop is left by returning */
}
/** Whether a version has named a key for longer than a run lasts. */
function isNamedForLong({ versions, at }, accessKey) {
    return versions.some(({ record, createdAt }) => record?.accessKey === accessKey &&
        createdAt !== undefined &&
        at.getTime() - createdAt.getTime() > policy/* RUN_DEADLINE_MS */.Y);
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
        const other = secret.tags.find((tag) => tag.startsWith(context/* ROTATOR_TAG_PREFIX */.C));
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
    const { session, applicationId, mask } = options;
    const api = () => new _scaleway_sdk_iam__WEBPACK_IMPORTED_MODULE_0__/* .Iamv1alpha1.API */ .s.nC(session.client());
    // Both are asked for once, by whoever needs them first.
    const self = once(() => (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explained */ .to)('read its own API key', 'scw-access-key', () => api().getAPIKey({ accessKey: session.signedInAs() })));
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
        return (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explained */ .to)(`find the application ${who.applicationId}`, 'application-id', () => api().getApplication(who));
    });
    const organization = async () => options.organizationId ?? (await application())?.organizationId;
    return {
        kind: 'listing',
        async keys() {
            // Signing in is checked even where the bearer is named, so that a bad key is told as such.
            const [list] = await Promise.all([
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explained */ .to)("list the bearer's API keys", applicationId === undefined ? 'scw-access-key' : 'application-id', async () => {
                    const bearerId = idOf(await bearer());
                    const listed = await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .wholeList */ .GM)(api().listAPIKeys({ bearerId, pageSize: 100 }));
                    return listed.filter((key) => bearerOf(key) === bearerId);
                }),
                self(),
                applicationId === undefined ? undefined : application(),
            ]);
            return list.map(issuedKey);
        },
        async key(accessKey) {
            if (!ACCESS_KEY.test(accessKey))
                return { kind: 'foreign' }; // nothing that IAM created
            return (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .explained */ .to)(`read the API key ${accessKey}`, 'scw-access-key', async () => {
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
        async create({ description, expiresAt, defaultProjectId }) {
            const who = await bearer();
            const request = () => api().createAPIKey({
                ...who,
                description,
                ...(expiresAt === undefined ? {} : { expiresAt }),
                ...(defaultProjectId === undefined ? {} : { defaultProjectId }),
            });
            // Where the answer does not confirm it, the key may exist all the same: the caller looks for its mark.
            return (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)('make an API key for this bearer', 'scw-access-key', request, (made) => {
                const { secretKey: secret } = made;
                if (typeof secret === 'string')
                    mask(secret);
                const key = issuedKey(made);
                if (typeof secret !== 'string')
                    throw new Error(`Scaleway made the key ${key.accessKey} and did not show its secret`);
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
                // The access key is not in the request's body: a gateway that echoes the body does not know it.
                const confirmed = answer.accessKey === accessKey && descriptionOf(answer) === description;
                (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .requireConfirmed */ .j9)(`the new description of the API key ${accessKey}`, confirmed);
            });
        },
        async delete(accessKey) {
            checkAccessKey(accessKey);
            const request = async () => {
                try {
                    await api().deleteAPIKey({ accessKey });
                }
                catch (error) {
                    if ((0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c2)(error) !== 404)
                        throw error; // gone already: perhaps by the first of two tries
                }
            };
            // The status, which the session checks, is all that confirms a deletion.
            await (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .change */ .Zg)(`delete the API key ${accessKey}`, 'scw-access-key', request, () => undefined);
        },
        async probe(credential) {
            const asked = new _scaleway_sdk_iam__WEBPACK_IMPORTED_MODULE_0__/* .Iamv1alpha1.API */ .s.nC(session.as(credential));
            try {
                const { accessKey } = await asked.getAPIKey({ accessKey: credential.accessKey });
                // An intermediary may answer in place of IAM: then nothing is known of the key.
                return accessKey === credential.accessKey ? 'accepted' : 'unclear';
            }
            catch (error) {
                const status = (0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c2)(error);
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
/** Whose key it is, as IAM says. */
function bearerOf({ applicationId, userId, }) {
    return applicationId ?? userId;
}
function idOf(bearer) {
    return 'applicationId' in bearer ? bearer.applicationId : bearer.userId;
}
/** The description of a key; a key without one may have `null` there. */
function descriptionOf({ description }) {
    return description ?? '';
}
/** Whether a new key says that it has the bearer that was asked for. */
function belongsTo(made, bearer) {
    return 'applicationId' in bearer
        ? made.applicationId === bearer.applicationId
        : made.userId === bearer.userId;
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
        if (error instanceof _rotation_model_ports_js__WEBPACK_IMPORTED_MODULE_1__/* .RunProblems */ .ww)
            return { known: false, why: error.problems.map(({ problem }) => problem).join('; ') };
        return { known: false, why: (0,_lib_error_message_js__WEBPACK_IMPORTED_MODULE_3__/* .errorMessage */ .g)(error) };
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


/***/ })

};
