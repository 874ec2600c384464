export const id = 17;
export const ids = [17];
export const modules = {

/***/ 2017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseConfig: () => (/* binding */ parseConfig)
});

// EXTERNAL MODULE: ./node_modules/ajv/dist/ajv.js
var ajv = __webpack_require__(2463);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./build/config/inputs.js
var inputs = __webpack_require__(9190);
;// CONCATENATED MODULE: ./build/config/file/schema.js

const TEXT = { type: 'string', minLength: 1 };
const LIST = { type: ['string', 'array'], minLength: 1, minItems: 1, items: TEXT };
/** What a key of the file may set, under the names of the step's inputs. None of them is secret. */
const KEY_FIELDS = Object.fromEntries((0,inputs/* keyFileInputs */.Fb)('allowed').map((name) => [name, schemaOf(name)]));
function schemaOf(name) {
    const { list, rule } = (0,inputs/* definitionOf */.Fg)(name);
    return list ? LIST : (rule.schema ?? TEXT);
}
/** More than an organization has API keys, and few enough for one run. */
const MOST_KEYS = 1000;
/** Names of keys become parts of tags and of names of secrets. */
const KEY_NAME = '^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$';
/** The schema of the key file (`config`): what editors complete and what the action checks. */
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
            maxProperties: MOST_KEYS,
            propertyNames: { pattern: KEY_NAME },
            additionalProperties: {
                type: ['object', 'null'],
                additionalProperties: false,
                properties: KEY_FIELDS,
            },
        },
    },
};

;// CONCATENATED MODULE: ./build/config/file/yaml.js

/** A valid file nests four collections: the file, `keys`, a key, and a list. */
const DEEPEST = 6;
/** Fields, and items of lists. */
const MOST_ENTRIES = 20_000;
/** An entry has at most this many tokens: two marks and two texts, and a comma. Anchors and tags count as well. */
const TOKENS_OF_ENTRY = 5;
/** Each alias is looked up among all anchors. */
const MOST_ALIASES_OF_FILE = 1000;
/** An anchor that is used oftener, itself counted, is there to make the file blow up. */
const MOST_ALIASES = 50;
const FEWER_ALIASES = 'fewer aliases; set common values in defaults';
const YAML = 'valid YAML, as in docs/file-of-keys.md';
/**
 * Reads one YAML document in time and memory that grow with its length alone: what is nested too deep or has too many
 * entries is refused while it is read, before anything is made of it.
 */
function readYaml(text) {
    const composed = compose(text);
    if ('fault' in composed)
        return { ok: false, faults: [composed.fault] };
    const { document } = composed;
    const index = createIndex();
    const faults = [
        ...document.errors.map(({ message, pos }) => ({ what: message, remedy: YAML, offset: pos[0] })),
        ...(document.errors.length === 0 ? duplicates(document) : []),
    ];
    if (faults.length > 0)
        return { ok: false, faults };
    try {
        const value = document.toJS({ maxAliasCount: MOST_ALIASES });
        return { ok: true, file: { value, offsetOf: (path) => nearestOffset(document, index, path) } };
    }
    catch (error) {
        const { message } = error; // the parser throws nothing else
        return { ok: false, faults: [{ what: message, remedy: FEWER_ALIASES }] };
    }
}
function compose(text) {
    const parser = new dist/* Parser */.iX();
    // Duplicate keys are looked for below: the parser compares each key with all others of its map.
    const composer = new dist/* Composer */.Dk({ merge: false, strict: true, uniqueKeys: false, logLevel: 'error' });
    let fault;
    const tokens = function* () {
        for (const token of bounded(text, parser)) {
            if ('fault' in token) {
                fault = token.fault;
                return;
            }
            yield token;
        }
    };
    // A text can have an error in every character; their stacks would need most of the memory.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        const [document, second] = take(composer.compose(tokens(), true, text.length));
        if (fault !== undefined)
            return { fault };
        if (document === undefined)
            throw new Error('the YAML parser gave no document');
        if (second === undefined)
            return { document };
        const what = 'the file has more than one document';
        return { fault: { what, remedy: 'one YAML document, without --- between keys', offset: second.range[0] } };
    }
    finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}
/** The first two documents. */
function take(documents) {
    const taken = [];
    for (const document of documents) {
        taken.push(document);
        if (taken.length === 2)
            break;
    }
    return taken;
}
const COLLECTIONS = new Set(['block-map', 'block-seq', 'flow-collection']);
const BLANK = new Set(['space', 'newline', 'comment', 'byte-order-mark']);
const ENTRY = new Set([
    'map-value-ind',
    'seq-item-ind',
    'explicit-key-ind',
    'comma',
]);
/** The tokens of a text, up to where it is too large or too deep. */
function* bounded(text, parser) {
    const count = createCounter();
    for (const lexeme of new dist/* Lexer */.JG().lex(text)) {
        const fault = count(lexeme);
        if (fault !== undefined) {
            yield { fault: { ...fault, offset: parser.offset } };
            return;
        }
        yield* parser.next(lexeme);
        if (parser.stack.filter((token) => COLLECTIONS.has(token.type)).length > DEEPEST) {
            const what = `the file is nested more than ${DEEPEST} levels deep`;
            yield {
                fault: { what, remedy: 'keys whose fields are texts or lists of texts', offset: parser.offset },
            };
            return;
        }
    }
    yield* parser.end();
}
/** Counts what a file is made of, and says when it is too much. */
function createCounter() {
    let [tokens, entries, aliases] = [0, 0, 0];
    let isText = false;
    return (lexeme) => {
        // The lexer announces an unquoted text with a mark of its own.
        const type = isText ? 'scalar' : dist/* CST */.DB.tokenType(lexeme);
        isText = !isText && lexeme === dist/* CST */.DB.SCALAR;
        if (ENTRY.has(type))
            entries += 1;
        if (type === 'alias')
            aliases += 1;
        if (!BLANK.has(type))
            tokens += 1;
        // Every escape of a text in quotes can be a fault.
        if (type === 'double-quoted-scalar')
            tokens += lexeme.split('\\').length - 1;
        if (entries > MOST_ENTRIES || tokens > MOST_ENTRIES * TOKENS_OF_ENTRY) {
            const what = `the file has more than ${MOST_ENTRIES} entries (fields, and items of lists)`;
            return { what, remedy: 'several smaller files' };
        }
        if (aliases <= MOST_ALIASES_OF_FILE)
            return undefined;
        return { what: `the file has more than ${MOST_ALIASES_OF_FILE} aliases`, remedy: FEWER_ALIASES };
    };
}
function createIndex() {
    const known = new WeakMap();
    return (map) => {
        const entries = known.get(map) ?? new Map(map.items.flatMap(entryOf));
        known.set(map, entries);
        return entries;
    };
}
function entryOf({ key, value }) {
    return (0,dist/* isScalar */.jn)(key) && key.range ? [[String(key.value), { offset: key.range[0], value }]] : [];
}
function nearestOffset(document, index, path) {
    let node = document.contents;
    let offset = document.contents?.range?.[0] ?? 0;
    for (const name of path) {
        if ((0,dist/* isMap */.jh)(node)) {
            const entry = index(node).get(name);
            if (entry === undefined)
                return offset;
            offset = entry.offset;
            node = entry.value;
        }
        else {
            node = (0,dist/* isSeq */.oP)(node) ? node.items[Number(name)] : undefined;
            offset = ((0,dist/* isNode */.Ll)(node) ? node.range?.[0] : undefined) ?? offset;
        }
    }
    return offset;
}
/** The second and further keys of one name in a map, in one pass. */
function duplicates(document) {
    const faults = [];
    (0,dist/* visit */.YR)(document, {
        Map(_, map) {
            const names = new Set();
            for (const [name, { offset }] of map.items.flatMap(entryOf)) {
                if (names.has(name))
                    faults.push({ what: 'Map keys must be unique', remedy: YAML, offset });
                names.add(name);
            }
        },
    });
    return faults;
}

;// CONCATENATED MODULE: ./build/config/file/parse.js





/** So many problems are told; a person corrects these first. */
const MOST_PROBLEMS = 100;
/**
 * Reads a file of keys: YAML that fits the schema (schema.ts). What the values mean is read like any input, later.
 * @param path for messages
 */
function parseConfig(text, path) {
    const at = positions(text);
    const problem = ({ code = 'invalid', what, remedy, offset }) => ({
        input: 'config',
        code,
        problem: what,
        remedy,
        ...(offset !== undefined && { at: { file: path, ...at(offset) } }),
    });
    const no = (faults) => ({
        ok: false,
        problems: faults.slice(0, MOST_PROBLEMS).map(problem),
    });
    const read = readYaml(text);
    if (!read.ok)
        return no(read.faults);
    const { value, offsetOf } = read.file;
    const faults = schemaErrors(value).map((error) => ({
        ...textOfError(error),
        offset: offsetOf(placeOf(error)),
    }));
    if (faults.length > 0)
        return no(faults);
    const { defaults = {}, keys } = value;
    return {
        ok: true,
        keys: Object.entries(keys).map(([name, fields]) => ({
            name,
            value: (field) => textOf(fields?.[field] ?? defaults[field]),
            position: (field) => {
                const own = fields?.[field] !== undefined;
                const place = own ? ['keys', name, field] : field in defaults ? ['defaults', field] : ['keys', name];
                return at(offsetOf(place));
            },
        })),
    };
}
/** What does not fit the schema. */
function schemaErrors(value) {
    const validate = new ajv.Ajv({ allErrors: true, strict: false }).compile(CONFIG_SCHEMA);
    validate(value);
    return ((validate.errors ?? [])
        // It only says that one of the others was found.
        .filter(({ keyword }) => keyword !== 'propertyNames')
        .slice(0, MOST_PROBLEMS));
}
/** Lines and columns of offsets into a text. */
function positions(text) {
    const lines = new dist/* LineCounter */.HN();
    for (let start = 0; start !== -1; start = nextLine(text, start))
        lines.addNewLine(start);
    return (offset) => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col };
    };
}
/** Where the line after the one of `offset` begins; -1 where it is the last. */
function nextLine(text, offset) {
    const end = text.indexOf('\n', offset);
    return end === -1 ? -1 : end + 1;
}
/** A value as an input gives it; the schema lets nothing else through. */
function textOf(value) {
    if (Array.isArray(value))
        return value.join('\n');
    if (typeof value === 'string')
        return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
/** The names that a JSON pointer leads along. */
function pathOf(pointer) {
    return pointer
        .split('/')
        .slice(1)
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
/** The place that an error is about. */
function placeOf({ instancePath, params, propertyName }) {
    const path = pathOf(instancePath);
    const unknown = params.additionalProperty ?? propertyName;
    return unknown === undefined ? path : [...path, unknown];
}
/** What a schema's error means, and what would be right. */
function textOfError(error) {
    const { keyword, instancePath } = error;
    const params = error.params;
    const name = pathOf(instancePath).join('.') || 'the file';
    switch (keyword) {
        case 'additionalProperties':
            return unknownField(String(params['additionalProperty']), name, instancePath === '');
        case 'required':
            return {
                code: 'missing',
                what: 'the field keys is missing',
                remedy: 'keys, with an entry for each key',
            };
        case 'maxProperties':
            return { what: `${name} has more than ${MOST_KEYS} keys`, remedy: 'several smaller files' };
        case 'minProperties':
            return { code: 'missing', what: 'keys is empty', remedy: 'an entry for each key' };
        case 'pattern':
            return {
                what: `${JSON.stringify(error.propertyName)} is not a valid name for a key`,
                remedy: 'at most 50 lowercase letters, digits and hyphens, for example shop-deploy',
            };
        case 'enum':
            return {
                what: `${name} has an unsupported value`,
                remedy: `one of ${list(params['allowedValues'])}`,
            };
        case 'type':
            return { what: `${name} has the wrong type`, remedy: list(params['type']) };
        case 'minItems':
        case 'minLength':
            return { what: `${name} is empty`, remedy: 'a value, or no field' };
        case 'minimum':
        case 'maximum':
            return {
                what: `${name} is a number without a unit`,
                remedy: 'a unit, for example 7d; only 0 needs none',
            };
        /* c8 ignore next 2 -- the schema has no other keywords; one that it gets is told in the validator's words */
        default:
            return {
                what: `${name} ${error.message ?? 'is wrong'}`,
                remedy: 'a value that fits the schema of the key file',
            };
    }
}
/** @param inFile whether the field is on top of the file, and not one of a key */
function unknownField(field, name, inFile) {
    const fields = inFile ? ['defaults', 'keys'] : Object.keys(KEY_FIELDS);
    const address = nearest(field, (0,inputs/* keyFileInputs */.Fb)('refused'));
    if (address !== undefined) {
        return {
            code: 'untrusted',
            what: `${JSON.stringify(field)} in ${name} is not allowed in the key file: only the step decides where credentials and keys are sent`,
            remedy: `the input ${address} of the step`,
        };
    }
    const near = nearest(field, fields);
    return {
        code: 'unknown',
        what: `unknown field ${JSON.stringify(field)} in ${name}`,
        remedy: near === undefined ? `one of ${fields.join(', ')}` : `the field ${near}`,
    };
}
function list(values) {
    return [values]
        .flat()
        .map((value) => (value === 'object' ? 'mapping' : String(value)))
        .join(', ');
}
/** The name that differs least from a misspelt one; undefined where none is near. */
function nearest(misspelt, names) {
    const plain = (text) => text.toLowerCase().replaceAll(/[^a-z]/g, '');
    // `repository` means `repositories`.
    const plural = (text) => plain(text).replace(/y$/, 'ies');
    return (names.find((name) => plural(name) === plural(misspelt)) ??
        names.find((name) => differsByOne(plain(name), plain(misspelt))));
}
/** Whether two texts differ by one letter that was left out, added or changed. */
function differsByOne(a, b) {
    let from = 0;
    while (from < a.length && a[from] === b[from])
        from += 1;
    const ends = (skipA, skipB) => a.slice(from + skipA) === b.slice(from + skipB);
    return ends(1, 0) || ends(0, 1) || ends(1, 1);
}


/***/ })

};
