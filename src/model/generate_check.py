"""generate_check.py - read model.toml, and refuse what would not hold.

Everything here raises ModelError with one line that names the thing at fault.
read() gives a Model whose kinds and fields are in the order of their numbers;
check_names() compares all names that C will see; lock() compares the model
with what was given out before.
"""

import re

TYPES = ("text", "int", "real", "bool", "json", "time", "id", "enum")
SCOPES = ("root", "account", "project")
ON_DELETE = ("cascade", "null", "restrict")
FIELDS_MAXIMUM = 64  # a record keeps its states in words of 64 bits
KINDS_MAXIMUM = 0x7FFF  # a field's id, kind << 16 | number, is a positive int
META = ("record", "id", "version", "created_at", "updated_at")

FIELD_KEYS = {
    "n": int,
    "type": str,
    "doc": str,
    "enum": str,
    "ref": str,
    "on_delete": str,
    "json": str,
    "required": bool,
    "index": bool,
    "sort": bool,
    "search": bool,
}
KIND_KEYS = {
    "number": int,
    "doc": str,
    "scope": str,
    "stored": bool,
    "unique": list,
    "fields": dict,
}


class ModelError(Exception):
    """What is wrong with the model, in one line."""


class Enum:
    def __init__(self, name, values, doc):
        self.name, self.values, self.doc = name, values, doc
        self.constants = [
            "INSIGHTS_" + f"{name}_{value}".upper().replace("-", "_")
            for value in values
        ]


class Field:
    def __init__(self, kind, name, raw):
        self.name, self.number, self.type = name, raw["n"], raw["type"]
        self.doc, self.json = raw["doc"], raw.get("json", name)
        self.required = raw.get("required", False)
        self.index = raw.get("index", False)
        self.sort = raw.get("sort", False)
        self.search = raw.get("search", False)
        self.ref, self.on_delete = raw.get("ref"), raw.get("on_delete")
        self.enum, self.target = None, None
        self.id = kind.number << 16 | self.number
        self.constant = f"{kind.constant}_{name.upper()}"
        self.getter = f"insights_{kind.name}_{name}"
        self.setter = f"insights_{kind.name}_set_{name}"


class Kind:
    def __init__(self, name, raw):
        self.name, self.number, self.doc = name, raw["number"], raw["doc"]
        self.stored = raw.get("stored", True)
        self.scope = raw.get("scope", "none")
        self.constant = f"INSIGHTS_{name.upper()}"
        self.fields, self.unique = [], []


class Model:
    def __init__(self, version, enums, kinds):
        self.version, self.enums, self.kinds = version, enums, kinds


def need(condition, message):
    if not condition:
        raise ModelError(message)


# --- Reading -----------------------------------------------------------------


def check_table(what, raw, keys, required):
    need(isinstance(raw, dict), f"{what} is not a table")
    for key, value in raw.items():
        need(key in keys, f"{what}: '{key}' is not known")
        need(
            type(value) is keys[key],
            f"{what}: '{key}' is not a {keys[key].__name__}",
        )
    for key in required:
        need(key in raw, f"{what}: '{key}' is missing")
    doc = raw.get("doc", "")
    need(
        doc and "\n" not in doc and "*/" not in doc,
        f"{what}: doc is not one line, or has '*/' in it",
    )


def check_identifier(what, name):
    need(
        re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name),
        f"{what}: '{name}' is not a lower_case name",
    )


def read_enums(raw):
    enums = {}
    for name, table in raw.items():
        what = f"enum {name}"
        check_identifier(what, name)
        check_table(what, table, {"values": list, "doc": str}, ("values",))
        values = table["values"]
        need(0 < len(values) < 256, f"{what}: has {len(values)} values")
        for value in values:
            need(
                isinstance(value, str)
                and re.fullmatch(r"[a-z][a-z0-9_-]*", value),
                f"{what}: {value!r} is not a lower-case word",
            )
            need(values.count(value) == 1, f"{what}: '{value}' is there twice")
        enums[name] = Enum(name, values, table["doc"])
    return enums


def implied_fields(kind):
    """What every stored kind has, without being written."""
    fields = []
    if kind.stored and kind.scope != "root":
        fields.append(("account_id", 1, "account", "The account it is in."))
    if kind.scope == "project":
        fields.append(("project_id", 2, "project", "The project it is in."))
    return {
        name: {
            "n": number,
            "type": "id",
            "ref": ref,
            "on_delete": "cascade",
            "required": True,
            "index": True,
            "doc": doc,
        }
        for name, number, ref, doc in fields
    }


def read_fields(kind, raw):
    numbers = {}
    implied = implied_fields(kind)
    for name, table in list(implied.items()) + list(raw.items()):
        what = f"{kind.name}.{name}"
        check_identifier(what, name)
        check_table(what, table, FIELD_KEYS, ("n", "type", "doc"))
        number = table["n"]
        low = 1 if table is implied.get(name) else 3
        need(
            low <= number <= 0xFF,
            f"{what}: {number} is not a number from {low} to 255",
        )
        need(
            number not in numbers,
            f"{what}: {number} is the number of {numbers.get(number)}",
        )
        numbers[number] = name
        need(
            all(name != field.name for field in kind.fields),
            f"{what}: the library adds a field of that name itself",
        )
        kind.fields.append(Field(kind, name, table))
    kind.fields.sort(key=lambda field: field.number)
    need(kind.fields, f"{kind.name}: has no fields")
    need(
        len(kind.fields) <= FIELDS_MAXIMUM,
        f"{kind.name}: has more than {FIELDS_MAXIMUM} fields",
    )


def check_type(kind, field, raw, enums, kinds):
    what = f"{kind.name}.{field.name}"
    need(field.type in TYPES, f"{what}: '{field.type}' is not a type")
    need(
        (field.type == "enum") == ("enum" in raw),
        f"{what}: type 'enum' and the name of an enum go together",
    )
    if field.type == "enum":
        need(raw["enum"] in enums, f"{what}: no enum '{raw['enum']}'")
        field.enum = enums[raw["enum"]]
    need(
        (field.type == "id") == (field.ref is not None),
        f"{what}: type 'id' and ref go together",
    )
    if field.ref is not None:
        need(field.ref in kinds, f"{what}: no kind '{field.ref}'")
        field.target = kinds[field.ref]
        need(field.target.stored, f"{what}: '{field.ref}' is not stored")
        need(
            field.on_delete in ON_DELETE,
            f"{what}: on_delete is not one of {', '.join(ON_DELETE)}",
        )
        need(
            field.on_delete != "null" or not field.required,
            f"{what}: is required, so it cannot become null",
        )
    need(
        field.ref is not None or field.on_delete is None,
        f"{what}: on_delete without ref",
    )
    need(
        not field.search or field.type == "text",
        f"{what}: only text is searched",
    )
    need(
        not field.sort or field.type not in ("json",),
        f"{what}: JSON has no order",
    )
    need(
        kind.stored or not (field.index or field.sort or field.search),
        f"{what}: what is not stored has no index",
    )
    need(
        kind.stored or field.type != "id",
        f"{what}: ids in what is not stored are text",
    )


def check_json(kind):
    """Names in JSON: unique, one dot at most, fields of a nest adjacent."""
    seen, groups, last = {}, set(), None
    for name in META if kind.stored else META[:1]:
        seen[name] = "every record"
    for field in kind.fields:
        what = f"{kind.name}.{field.name}"
        need(
            re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?", field.json),
            f"{what}: '{field.json}' is not a name in JSON",
        )
        need(
            field.json not in seen,
            f"{what}: '{field.json}' is in {seen.get(field.json)} already",
        )
        seen[field.json] = field.name
        group = field.json.partition(".")[0] if "." in field.json else None
        if group and group != last:
            need(
                group not in groups,
                f"{what}: the fields of '{group}' are not adjacent",
            )
            groups.add(group)
        last = group
    for group in groups:
        need(
            group not in seen,
            f"{kind.name}.{seen.get(group)}: '{group}' nests other fields",
        )


def read_unique(kind, raw):
    by_name = {field.name: field for field in kind.fields}
    need(kind.stored or not raw, f"{kind.name}: is not stored, so not unique")
    for key in raw:
        need(
            isinstance(key, list) and key,
            f"{kind.name}: unique is a list of lists",
        )
        for name in key:
            need(name in by_name, f"{kind.name}: unique: no field '{name}'")
            need(
                by_name[name].type not in ("json", "real"),
                f"{kind.name}: unique: '{name}' is not comparable",
            )
        kind.unique.append([by_name[name] for name in key])


def read_kind(name, raw):
    what = f"kind {name}"
    check_identifier(what, name)
    check_table(what, raw, KIND_KEYS, ("number", "doc", "fields"))
    kind = Kind(name, raw)
    need(
        0 < kind.number <= KINDS_MAXIMUM,
        f"{what}: {kind.number} is not a number from 1 to {KINDS_MAXIMUM}",
    )
    need(
        kind.scope in SCOPES if kind.stored else kind.scope == "none",
        f"{what}: scope is one of {', '.join(SCOPES)} where it is stored",
    )
    read_fields(kind, raw["fields"])
    check_json(kind)
    read_unique(kind, raw.get("unique", []))
    return kind


def read(raw):
    """The model in `raw`, as tomllib gives it."""
    for key in raw:
        need(key in ("version", "enum", "kind"), f"'{key}' is not known")
    version = raw.get("version")
    need(type(version) is int and version > 0, "version is not a number")
    enums = read_enums(raw.get("enum", {}))
    kinds, numbers = {}, {}
    for name, table in raw.get("kind", {}).items():
        kind = read_kind(name, table)
        need(
            kind.number not in numbers,
            f"kind {name}: {kind.number} is the number of"
            f" {numbers.get(kind.number)}",
        )
        kinds[name] = kind
        numbers[kind.number] = name
    for kind in kinds.values():
        fields = raw["kind"][kind.name]["fields"] | implied_fields(kind)
        for field in kind.fields:
            check_type(kind, field, fields[field.name], enums, kinds)
    need(0 < len(kinds) < 256, f"there are {len(kinds)} kinds, not 1 to 255")
    return Model(
        version,
        list(enums.values()),
        sorted(kinds.values(), key=lambda kind: kind.number),
    )


# --- Names in C --------------------------------------------------------------


def declared(text):
    """Every name that a header declares, comments aside."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S)
    names = re.findall(r"\b(insights_\w+)\s*\(", text)
    names += re.findall(r"^\s*#\s*define\s+(\w+)", text, flags=re.M)
    names += re.findall(r"\btypedef\b[^;{}()]*?(\w+)\s*;", text)
    names += re.findall(r"}\s*(insights_\w+)\s*;", text)
    names += re.findall(r"\(\s*\*\s*(insights_\w+)\s*\)", text)
    for block in re.findall(r"\benum\b[^{;]*{(.*?)}", text, flags=re.S):
        names += re.findall(r"(?:^|,)\s*(\w+)", block)
    return names


def check_names(model, folder):
    """Refuse two things of one name, here or in the other headers."""
    seen = {}

    def add(name, what):
        need(
            name not in seen,
            f"{what}: {name} is the name of {seen.get(name)} already",
        )
        seen[name] = what

    for path in sorted(folder.glob("*.h")):
        if path.name == "model.h":
            continue
        for name in set(declared(path.read_text(encoding="utf-8"))):
            seen[name] = f"something in insights/{path.name}"
    add("INSIGHTS_MODEL_VERSION", "the model")
    for enum in model.enums:
        for name, value in zip(enum.constants, enum.values):
            add(name, f"enum {enum.name}, '{value}'")
    for kind in model.kinds:
        add(kind.constant, f"kind {kind.name}")
        add(f"insights_{kind.name}", f"kind {kind.name}")
        for verb in ("from", "edit", "record"):
            add(f"insights_{kind.name}_{verb}", f"kind {kind.name}")
        for field in kind.fields:
            for name in (field.constant, field.getter, field.setter):
                add(name, f"{kind.name}.{field.name}")


# --- The lock ----------------------------------------------------------------

LOCK_HEAD = """\
# model.lock - numbers that were given out, and what for. Written by
# generate.py, which only ever adds lines; it refuses a model that contradicts
# one of them. What no release has had yet is taken back by deleting its line.
"""


def lock_entries(model):
    """From what is numbered to what stands there: both texts of a line."""
    entries = {}
    for enum in model.enums:
        for at, value in enumerate(enum.values):
            entries[f"enum {enum.name} {at + 1}"] = value
    for kind in model.kinds:
        entries[f"kind {kind.number}"] = (
            f"{kind.name} {kind.scope if kind.stored else 'value'}"
        )
        for field in kind.fields:
            type_name = field.type
            if field.enum:
                type_name += f" {field.enum.name}"
            if field.target:
                type_name += f" {field.target.name}"
            entries[f"field {kind.number}.{field.number}"] = (
                f"{kind.name}.{field.name} {type_name}"
            )
    return entries


def lock(model, text):
    """The lock's text with what is new; raises where the model breaks it."""
    entries = lock_entries(model)
    lines = [line for line in text.splitlines() if line]
    lines = [line for line in lines if not line.startswith("#")]
    numbers = {}
    for line in lines:
        what, _, was = line.partition(" = ")
        need(was, f"model.lock: '{line}' is not a line of a lock")
        numbers[what] = was
    places = {value: what for what, value in entries.items()}
    for what, was in numbers.items():
        now = entries.get(what)
        if now == was:
            continue
        moved = places.get(was) if not what.startswith("enum") else None
        need(
            not moved,
            f"{was}: was given out as {what}, the model has it as {moved};"
            " numbers never change",
        )
        need(
            now is not None,
            f"{what} was given out for '{was}' and is gone from the model;"
            " it must stay",
        )
        raise ModelError(
            f"{what} was given out for '{was}', the model now has '{now}'"
            " there; take a number that was never used"
        )
    lines += [
        f"{what} = {value}"
        for what, value in entries.items()
        if what not in numbers
    ]
    return LOCK_HEAD + "\n".join(lines) + "\n"
