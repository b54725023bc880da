#!/usr/bin/env python3
"""generate.py - turn model.toml into C, a table of descriptors and a manual.

usage: generate.py [--check] [--root DIR]

Writes include/insights/model.h, src/model/descriptors.c, docs/model.md and
new lines of src/model/model.lock. The lock remembers every number that was
ever given out: what it holds is never renumbered, retyped or removed, since
programs and files out there rely on it. --check writes nothing, names what is
stale and exits with 1. Needs nothing but Python 3.11's standard library.
"""

import sys
import textwrap
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

import generate_check  # noqa: E402

from generate_check import ModelError  # noqa: E402

HEADER = "include/insights/model.h"
TABLE = "src/model/descriptors.c"
MANUAL = "docs/model.md"
LOCK = "src/model/model.lock"
SOURCE = "src/model/model.toml"

C_TYPES = {
    "text": ("const char *", "text"),
    "int": ("int64_t ", "int"),
    "real": ("double ", "real"),
    "bool": ("int ", "int"),
    "json": ("const char *", "text"),
    "time": ("int64_t ", "int"),
    "id": ("const char *", "text"),
    "enum": ("int ", "int"),
}


# --- model.h -----------------------------------------------------------------


def comment(text, indent=""):
    """A documentation comment of at most 80 columns."""
    one = f"{indent}/** {text} */"
    if len(one) <= 80:
        return one
    # The end of the comment has to fit behind the last line.
    return textwrap.fill(
        text + " */",
        width=80,
        initial_indent=f"{indent}/** ",
        subsequent_indent=f"{indent} * ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def enum_block(doc, items):
    """An enum of (comment or None, name, value)."""
    one = ", ".join(f"{name} = {value}" for _, name, value in items)
    one = f"enum {{ {one} }};"
    if len(one) <= 80 and not any(text for text, _, _ in items):
        return [comment(doc), one, ""]
    lines = [comment(doc), "enum {"]
    for at, (text, name, value) in enumerate(items):
        if text:
            lines.append(comment(text, "    "))
        comma = "," if at + 1 < len(items) else ""
        lines.append(f"    {name} = {value}{comma}")
    return lines + ["};", ""]


def function(result, name, parameters, body):
    """A static inline function, laid out as clang-format does."""
    start = f"static inline {result}{name}("
    one = start + ", ".join(parameters) + ")"
    lines = [one] if len(one) <= 80 else [start]
    if len(one) > 80:
        lines += [f"    {parameter}," for parameter in parameters]
        lines[-1] = lines[-1][:-1] + ")"
    return lines + ["{"] + body + ["}", ""]


def call(start, arguments):
    """A statement that calls, laid out as clang-format does."""
    one = f"    {start}(" + ", ".join(arguments) + ");"
    if len(one) <= 80:
        return [one]
    lines = [f"    {start}("]
    line = ""
    for at, argument in enumerate(arguments):
        item = argument + (");" if at + 1 == len(arguments) else ",")
        if line and 8 + len(line) + 1 + len(item) > 80:
            lines.append("        " + line)
            line = item
        else:
            line = f"{line} {item}" if line else item
    return lines + ["        " + line]


def views(kind):
    """From a record to the kind's own type and back."""
    name, own = kind.name, f"insights_{kind.name}"
    guard = [
        f"    if (insights_record_kind(record) != {kind.constant})",
        "        return NULL;",
    ]
    lines = [comment("The record where it is of this kind, else NULL.")]
    lines += function(
        f"const {own} *",
        f"{own}_from",
        ["const insights_record *record"],
        guard + [f"    return (const {own} *)(const void *)record;"],
    )
    lines.append(comment("The same for a record that is to be written."))
    lines += function(
        f"{own} *",
        f"{own}_edit",
        ["insights_record *record"],
        guard + [f"    return ({own} *)(void *)record;"],
    )
    lines.append(comment("The record again."))
    lines += function(
        "const insights_record *",
        f"{own}_record",
        [f"const {own} *{name}"],
        [f"    return (const insights_record *)(const void *){name};"],
    )
    return lines


def accessors(kind, field):
    own = f"insights_{kind.name}"
    result, verb = C_TYPES[field.type]
    cast = "(int)" if result == "int " else ""
    lines = [comment(field.doc)]
    lines += function(
        result,
        field.getter,
        [f"const {own} *{kind.name}"],
        call(
            f"return {cast}insights_record_{verb}",
            [f"{own}_record({kind.name})", field.constant],
        ),
    )
    lines += function(
        "insights_status ",
        field.setter,
        [f"{own} *{kind.name}", f"{result}value"],
        call(
            f"return insights_record_set_{verb}",
            [
                f"(insights_record *)(void *){kind.name}",
                field.constant,
                "value",
            ],
        ),
    )
    return lines


def header(model):
    lines = [
        "/**",
        " * @file insights/model.h",
        " * @brief The kinds of records and their fields, with typed accessors.",
        " *",
        f" * Generated by src/model/generate.py from {SOURCE}; change that.",
        " *",
        " * insights_evidence_from() looks at a record as evidence, without"
        " cost; what",
        " * is not evidence gives NULL. Getters answer what"
        " insights_record_text() and",
        " * its like do; setters mark the field dirty and return their own"
        " status.",
        " */",
        "#ifndef INSIGHTS_MODEL_H",
        "#define INSIGHTS_MODEL_H",
        "",
        "#include <insights/record.h>",
        "",
        "#ifdef __cplusplus",
        'extern "C" {',
        "#endif",
        "",
        "/** The number of this model; see insights_model_version(). */",
        f"#define INSIGHTS_MODEL_VERSION {model.version}",
        "",
    ]
    lines += enum_block(
        "Kinds of records.",
        [(kind.doc, kind.constant, kind.number) for kind in model.kinds],
    )
    for enum in model.enums:
        lines += enum_block(
            enum.doc,
            [(None, name, at + 1) for at, name in enumerate(enum.constants)],
        )
    for kind in model.kinds:
        lines += [f"/* --- {kind.name} {'-' * (67 - len(kind.name))} */", ""]
        own = f"insights_{kind.name}"
        lines += [comment(kind.doc), f"typedef struct {own} {own};", ""]
        lines += enum_block(
            f"Fields of {kind.name}.",
            [(f.doc, f.constant, f"0x{f.id:08X}") for f in kind.fields],
        )
        lines += views(kind)
        for field in kind.fields:
            lines += accessors(kind, field)
    lines += ["#ifdef __cplusplus", "}", "#endif", ""]
    return "\n".join(lines + ["#endif /* INSIGHTS_MODEL_H */", ""])


# --- descriptors.c -----------------------------------------------------------


def c_string(text, indent):
    """A C string of as many lines as it takes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    pieces = textwrap.wrap(
        escaped,
        width=74 - len(indent),
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=False,
    )
    return "\n".join(f'{indent}"{piece}"' for piece in pieces)


def fill(text):
    return textwrap.fill(
        text, width=80, initial_indent="    ", subsequent_indent="    "
    )


def field_rows(kind):
    lines = [f"static const insights__field {kind.name}_fields[] = {{"]
    for slot, field in enumerate(kind.fields):
        flags = [
            f"INSIGHTS__FIELD_{flag.upper()}"
            for flag in ("required", "index", "sort", "search")
            if getattr(field, flag)
        ] or ["0"]
        path = field.json.split(".")
        group = f'"{path[0]}"' if len(path) > 1 else "NULL"
        values, count = "NULL", 0
        if field.enum:
            values, count = f"{field.enum.name}_values", len(field.enum.values)
        delete = (field.on_delete or "none").upper()
        doc = field.doc.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(
            f"    {{0x{field.id:08X}, {slot}, INSIGHTS_TYPE_"
            f"{field.type.upper()}, INSIGHTS__DELETE_{delete},"
            f" {' | '.join(flags)},"
            f" {field.target.number if field.target else 0}, {count},"
            f' {values}, "{field.name}", "{field.json}", {group},'
            f' "{path[-1]}", "{doc}"}},'
        )
    return lines + ["};", ""]


def slot_rows(kind):
    """From a field's number to its slot + 1."""
    numbers = {field.number: at + 1 for at, field in enumerate(kind.fields)}
    slots = [str(numbers.get(n, 0)) for n in range(max(numbers) + 1)]
    return [f"static const uint8_t {kind.name}_slots[] = {{"] + [
        fill(", ".join(slots)),
        "};",
        "",
    ]


def key_rows(kind):
    lines = []
    for at, key in enumerate(kind.unique):
        ids = ", ".join(f"0x{field.id:08X}" for field in key)
        lines.append(
            f"static const insights_field {kind.name}_key_{at + 1}[] ="
        )
        lines.append(f"    {{{ids}}};")
    if lines:
        lines.append(f"static const insights__key {kind.name}_keys[] = {{")
        for at, key in enumerate(kind.unique):
            lines.append(f"    {{{kind.name}_key_{at + 1}, {len(key)}}},")
        lines += ["};", ""]
    return lines


def kind_rows(model):
    lines = ["const insights__kind insights__kinds[] = {"]
    for kind in model.kinds:
        keys = f"{kind.name}_keys" if kind.unique else "NULL"
        lines += [
            f'    {{{kind.number}, "{kind.name}", {int(kind.stored)},'
            f" INSIGHTS__SCOPE_{kind.scope.upper()},",
            f"     {kind.name}_fields, {len(kind.fields)},"
            f" {kind.name}_slots, {max(f.number for f in kind.fields) + 1},",
            f"     {keys}, {len(kind.unique)},",
            c_string(kind.doc, "     ") + "},",
        ]
    places = {kind.number: at + 1 for at, kind in enumerate(model.kinds)}
    count = max(places) + 1
    by_number = ", ".join(str(places.get(n, 0)) for n in range(count))
    return lines + [
        "};",
        "",
        f"const size_t insights__kinds_count = {len(model.kinds)};",
        "",
        "const uint8_t insights__kind_places[] = {",
        fill(by_number),
        "};",
        "",
        f"const size_t insights__kind_places_count = {count};",
        "",
    ]


def table(model):
    lines = [
        "/* descriptors.c - the kinds and fields that src/model/model.toml"
        " names.",
        " *",
        " * Generated by src/model/generate.py. Kinds and fields are in the"
        " order of",
        " * their numbers; a field's slot is its place in its kind. Not for"
        " reading:",
        " * model.toml says the same, and docs/model.md. A field is a line, in"
        " the order",
        " * of insights__field: id, slot, type, what deleting the target does,"
        " flags,",
        " * target, values and their number, name, its names in JSON, doc.",
        " */",
        '#include "model/descriptor.h"',
        "",
        "/* clang-format off */",
        f"const int insights__model_version = {model.version};",
        "",
    ]
    for enum in model.enums:
        lines.append(f"static const char *const {enum.name}_values[] = {{")
        lines += [fill(", ".join(f'"{value}"' for value in enum.values))]
        lines += ["};", ""]
    for kind in model.kinds:
        lines += field_rows(kind) + slot_rows(kind) + key_rows(kind)
    return "\n".join(lines + kind_rows(model) + ["/* clang-format on */", ""])


# --- model.md ----------------------------------------------------------------


def escape(text):
    """Text for a cell of a table."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def field_type(field):
    if field.enum:
        return f"[{field.enum.name}](#enum-{field.enum.name})"
    if field.target:
        name = field.target.name
        return f"id of [{name}](#{name})"
    return field.type


def field_notes(field):
    notes = [
        flag
        for flag in ("required", "index", "sort", "search")
        if getattr(field, flag)
    ]
    if field.on_delete:
        notes.append(
            {
                "cascade": "goes with its target",
                "null": "null when its target goes",
                "restrict": "keeps its target",
            }[field.on_delete]
        )
    if field.json != field.name:
        notes.append(f"`{field.json}` in JSON")
    return ", ".join(notes)


def kind_manual(kind):
    lines = [f"### {kind.name}", "", kind.doc, ""]
    facts = [f"Number {kind.number}"]
    if kind.stored:
        facts.append(
            {
                "root": "the root of an account",
                "account": "belongs to an account",
                "project": "belongs to a project",
            }[kind.scope]
        )
    for key in kind.unique:
        names = ", ".join(f"`{field.name}`" for field in key)
        facts.append(f"no two share {names}")
    lines += ["; ".join(facts) + ".", ""]
    lines += ["| n | Field | Type | | |", "|--:|---|---|---|---|"]
    for field in kind.fields:
        lines.append(
            f"| {field.number} | `{field.name}` | {field_type(field)} |"
            f" {field_notes(field)} | {escape(field.doc)} |"
        )
    return lines + [""]


def manual(model):
    lines = [
        "# Kinds and fields",
        "",
        f"Version {model.version} of the model. Written by"
        f" `src/model/generate.py` from `{SOURCE}`.",
        "",
        "Stored kinds also have an id, a version, `created_at` and"
        " `updated_at`. *required*: must have a value when it is inserted;"
        " *index*: found by it quickly; *sort*: may be ordered by; *search*:"
        " its words are found by search.",
        "",
        "## Stored kinds",
        "",
    ]
    for kind in model.kinds:
        lines += kind_manual(kind) if kind.stored else []
    lines += ["## Value kinds", "", "Answers of calls, never stored.", ""]
    for kind in model.kinds:
        lines += [] if kind.stored else kind_manual(kind)
    lines += ["## Enums", ""]
    for enum in model.enums:
        lines += [f"### Enum {enum.name}", "", enum.doc, ""]
        lines += [
            f"{at + 1}. `{value}`" for at, value in enumerate(enum.values)
        ]
        lines.append("")
    return "\n".join(lines)


# --- Running -----------------------------------------------------------------


def run(root, check):
    with open(root / SOURCE, "rb") as file:
        raw = tomllib.load(file)
    model = generate_check.read(raw)
    generate_check.check_names(model, root / "include" / "insights")
    lock = root / LOCK
    locked = lock.read_text(encoding="utf-8") if lock.exists() else ""
    texts = {
        LOCK: generate_check.lock(model, locked),
        HEADER: header(model),
        TABLE: table(model),
        MANUAL: manual(model),
    }
    stale = 0
    for name, text in texts.items():
        path = root / name
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old == text:
            continue
        stale += 1
        if check:
            print(f"{name} is stale: run src/model/generate.py")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {name}")
    return 1 if check and stale else 0


def main(arguments):
    root = Path(__file__).resolve().parents[2]
    check = False
    while arguments:
        argument = arguments.pop(0)
        if argument == "--check":
            check = True
        elif argument == "--root" and arguments:
            root = Path(arguments.pop(0))
        else:
            print(__doc__.split("\n\n")[1], file=sys.stderr)
            return 2
    try:
        return run(root, check)
    except (ModelError, tomllib.TOMLDecodeError, OSError) as error:
        print(f"{SOURCE}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
