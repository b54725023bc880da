#!/usr/bin/env python3
"""Write the manual pages of the C API from the public headers.

    python3 docs/man.py OUTPUT_FOLDER

One page a header, in section 3: insights_store.3 holds what
insights/store.h declares, with the comments of the header, and each function
has a page that points there. Standard library only.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"/\*\*((?:(?!\*/).)*)\*/\s*([^/#][^;{]*?;|typedef (?:struct|enum)[^;{]*\{.*?\}[^;]*;|enum \{.*?\};)", re.S)
FILE = re.compile(r"/\*\*\s*\n \* @file (\S+)\n \* @brief (.*?)\n \*(?:/|\n)(.*?)\*/", re.S)


def clean(comment):
    lines = [re.sub(r"^\s*\* ?", "", line) for line in comment.strip().split("\n")]
    text = "\n".join(lines)
    text = re.sub(r"(?<!\w)::(\w+)", r"\1", text)
    text = re.sub(r"(\w)::(\w)", r"\1.\2", text)
    return text.strip()


def escape(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"(?m)^([.'])", r"\\&\1", text)


def prose(text):
    """Doxygen's tags as the few macros a manual page needs."""
    out = []
    code = False
    for line in text.split("\n"):
        if line.strip() == "@code":
            out.append(".PP\n.nf\n.RS 4")
            code = True
        elif line.strip() == "@endcode":
            out.append(".RE\n.fi")
            code = False
        elif code:
            out.append(escape(line))
        elif not line.strip():
            out.append(".PP")
        else:
            line = re.sub(r"(?<=\S)\s+@(param|retval|since)", r"\n@\1", line)
            for piece in line.split("\n"):
                match = re.match(r"@(param(?:\[out\])?|retval|since)\s+(\S+)\s*(.*)", piece)
                if match and match[1] == "since":
                    out.append(".PP\nSince version %s." % escape(match[2].rstrip(".")))
                elif match:
                    out.append(".TP\n.B %s\n%s" % (escape(match[2]), escape(match[3])))
                elif piece.strip():
                    out.append(escape(piece.strip()))
    return "\n".join(out)


def declaration(text):
    text = re.sub(r"^INSIGHTS_API\s+", "", text.strip())
    text = re.sub(r"\s*/\*\*<.*?\*/", "", text, flags=re.S)
    return text


def page(path, version):
    source = path.read_text(encoding="utf-8")
    head = FILE.search(source)
    name = path.stem
    brief = " ".join(re.sub(r"^\s*\* ?", "", l) for l in head[2].split("\n")).strip()
    out = ['.TH INSIGHTS_%s 3 "" "libinsights %s" "C API"' % (name.upper(), version),
           ".SH NAME\ninsights_%s \\- %s" % (name, escape(brief.rstrip("."))),
           ".SH SYNOPSIS\n.B #include <insights/%s.h>\n.PP\nLink with \\-linsights "
           "(pkg\\-config \\-\\-cflags \\-\\-libs insights)." % name,
           ".SH DESCRIPTION", prose(clean(head[3]))]
    names = []
    for comment, text in BLOCK.findall(source[head.end():]):
        text = declaration(text)
        found = re.search(r"(insights_\w+)\s*\(", text)
        if found and not text.startswith(("typedef", "enum")):
            names.append(found[1])
            out.append(".SS %s" % found[1])
        else:
            out.append(".SS %s" % escape(clean(comment).split(".")[0].split("\n")[0]))
        out += [".nf", escape(text), ".fi", ".PP", prose(clean(comment))]
    out.append(".SH SEE ALSO\n.BR insights (1)")
    return "\n".join(out) + "\n", names


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: man.py OUTPUT_FOLDER")
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    base = (ROOT / "include/insights/base.h").read_text(encoding="utf-8")
    version = re.search(r'INSIGHTS_VERSION_STRING "(.*?)"', base)[1]
    for path in sorted((ROOT / "include/insights").glob("*.h")):
        if path.stem == "model":
            continue
        text, names = page(path, version)
        (target / ("insights_%s.3" % path.stem)).write_text(text, encoding="utf-8")
        for name in names:
            if name != "insights_%s" % path.stem:
                (target / (name + ".3")).write_text(
                    ".so man3/insights_%s.3\n" % path.stem, encoding="utf-8")


if __name__ == "__main__":
    main()
