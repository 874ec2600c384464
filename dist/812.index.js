export const id = 812;
export const ids = [812];
export const modules = {

/***/ 3812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseConfig: () => (/* binding */ parseConfig)
/* harmony export */ });
/* harmony import */ var ajv__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2463);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7096);



/** An anchor that is used oftener, itself counted, is there to make the file blow up. */
const MOST_ALIASES = 50;
/**
 * Reads a file of keys: YAML that fits the schema (schema.ts). What the values mean is read like any input, later.
 * @param path for messages
 */
function parseConfig(text, path) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, {
        lineCounter: lines,
        merge: false,
        strict: true,
        uniqueKeys: true,
        logLevel: 'error',
    });
    const at = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col };
    };
    const problem = (what, remedy, position) => ({
        input: 'config',
        problem: what,
        remedy,
        ...(position === undefined ? {} : { at: { file: path, ...position } }),
    });
    if (document.errors.length > 0) {
        const problems = document.errors.map((error) => problem(firstLine(error.message), 'YAML, as the example in docs/fleets.md', at(error.pos[0])));
        return { ok: false, problems };
    }
    let value;
    try {
        value = document.toJS({ maxAliasCount: MOST_ALIASES });
    }
    catch (error) {
        const { message } = error; // the parser throws nothing else
        return {
            ok: false,
            problems: [problem(firstLine(message), 'fewer aliases; say what is common in defaults')],
        };
    }
    const validate = new ajv__WEBPACK_IMPORTED_MODULE_2__.Ajv({ allErrors: true, strict: false }).compile(_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .CONFIG_SCHEMA */ .ln);
    validate(value);
    const errors = validate.errors ?? [];
    if (errors.length > 0) {
        const problems = errors
            // It only says that one of the others was found.
            .filter(({ keyword }) => keyword !== 'propertyNames')
            .map((error) => {
            const { what, remedy } = wordsOf(error);
            return problem(what, remedy, at(offsetOf(document, error)));
        });
        return { ok: false, problems };
    }
    const { defaults = {}, keys } = value;
    return {
        ok: true,
        keys: Object.entries(keys).map(([name, fields]) => ({
            name,
            value: (field) => textOf(fields?.[field] ?? defaults[field]),
            position: (field) => {
                const own = fields?.[field] !== undefined;
                const path = own ? ['keys', name, field] : field in defaults ? ['defaults', field] : ['keys', name];
                return at(nearestOffset(document, path));
            },
        })),
    };
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
/** Where what an error is about stands. */
function offsetOf(document, { instancePath, params, propertyName }) {
    const path = pathOf(instancePath);
    const unknown = params.additionalProperty ?? propertyName;
    return nearestOffset(document, unknown === undefined ? path : [...path, unknown]);
}
/** Where the key of an entry begins, of a list its item; of what stands in an alias, where the alias does. */
function nearestOffset(document, path) {
    const [first] = path
        .map((_, index) => keyOffset(document, path.slice(0, path.length - index)))
        .filter((offset) => offset !== undefined);
    return first ?? document.contents?.range?.[0] ?? 0;
}
function keyOffset(document, path) {
    const parent = nodeAt(document, path.slice(0, -1));
    const name = path.at(-1);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(parent)) {
        const pair = parent.items.find(({ key }) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) && String(key.value) === name);
        return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair?.key) ? pair.key.range?.[0] : undefined;
    }
    return nodeAt(document, path)?.range?.[0];
}
function nodeAt(document, path) {
    const found = document.getIn(path, true);
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(found) ? found : undefined;
}
/** What a schema's error means, and what would be right. */
function wordsOf(error) {
    const { keyword, instancePath } = error;
    const params = error.params;
    const name = pathOf(instancePath).join('.') || 'the file';
    switch (keyword) {
        case 'additionalProperties': {
            const field = String(params['additionalProperty']);
            const fields = instancePath === '' ? ['defaults', 'keys'] : Object.keys(_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .KEY_FIELDS */ .MN);
            const near = nearest(field, fields);
            return {
                what: `unknown field ${JSON.stringify(field)} in ${name}`,
                remedy: near === undefined ? `one of ${fields.join(', ')}` : `perhaps ${near} is meant`,
            };
        }
        case 'required':
            return { what: 'no keys', remedy: 'a field keys, with an entry for each key' };
        case 'minProperties':
            return { what: 'keys names no key', remedy: 'an entry for each key' };
        case 'pattern':
            return {
                what: `${JSON.stringify(error.propertyName)} is not a name for a key`,
                remedy: 'small letters, digits and hyphens, at most 50, for example shop-deploy',
            };
        case 'enum':
            return {
                what: `${name} has a value that it cannot have`,
                remedy: `one of ${list(params['allowedValues'])}`,
            };
        case 'type':
            return { what: `${name} is not what it must be`, remedy: list(params['type']) };
        case 'minItems':
        case 'minLength':
            return { what: `${name} is empty`, remedy: 'a value, or leave it out' };
        case 'minimum':
        case 'maximum':
            return { what: `${name} is a number without a unit`, remedy: 'for example 7d; only 0 needs no unit' };
        /* c8 ignore next 2 -- the schema has no other keywords; one that it gets is told in the validator's words */
        default:
            return { what: `${name} ${error.message ?? 'is wrong'}`, remedy: 'what the schema of the file says' };
    }
}
function list(values) {
    return [values]
        .flat()
        .map((value) => (value === 'object' ? 'fields' : String(value)))
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
/** A message without the place and the excerpt that the parser adds: the place is told apart. */
function firstLine(message) {
    return message.replace(/\n.*$/s, '').replace(/ at line \d+, column \d+:?$/, '');
}


/***/ })

};
