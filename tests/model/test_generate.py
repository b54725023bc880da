"""test_generate.py - the generator refuses what would break programs or files.

Each test changes a small model in a folder of its own and runs generate.py
there as a person would.
"""

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATOR = ROOT / "src/model/generate.py"
MODEL = """\
version = 1
[enum.mood]
values = ["glad", "sad"]
doc = "How it is."
[kind.house]
number = 1
scope = "root"
doc = "A house."
[kind.house.fields]
name = { n = 3, type = "text", required = true, sort = true, doc = "Name." }
[kind.cat]
number = 2
scope = "project"
doc = "A cat."
unique = [["project_id", "name"]]
[kind.cat.fields]
name = { n = 3, type = "text", search = true, doc = "Name." }
house_id = { n = 4, type = "id", ref = "house", on_delete = "null", doc = "H." }
mood = { n = 5, type = "enum", enum = "mood", doc = "M." }
[kind.account]
number = 3
scope = "root"
doc = "An account."
[kind.account.fields]
slug = { n = 3, type = "text", doc = "S." }
[kind.project]
number = 4
scope = "account"
doc = "A project."
[kind.project.fields]
slug = { n = 3, type = "text", doc = "S." }
[kind.sight]
number = 200
stored = false
doc = "A sight."
[kind.sight.fields]
x = { n = 3, type = "int", json = "at.x", doc = "X." }
y = { n = 4, type = "real", json = "at.y", doc = "Y." }
note = { n = 5, type = "text", doc = "With | and <b> in it." }
"""


class Generate(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / "src/model").mkdir(parents=True)
        (self.root / "include/insights").mkdir(parents=True)
        self.write(MODEL)

    def write(self, text):
        path = self.root / "src/model/model.toml"
        path.write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.root / name).read_text(encoding="utf-8")

    def change(self, old, new):
        text = self.read("src/model/model.toml")
        self.assertIn(old, text)
        self.write(text.replace(old, new, 1))

    def run_generator(self, *arguments):
        return subprocess.run(
            [sys.executable, GENERATOR, "--root", self.root, *arguments],
            capture_output=True,
            text=True,
            check=False,
        )

    def generate(self):
        done = self.run_generator()
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def refused(self, *words):
        before = sorted(
            (path, path.read_bytes())
            for path in self.root.rglob("*")
            if path.is_file()
        )
        done = self.run_generator()
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        after = sorted(
            (path, path.read_bytes())
            for path in self.root.rglob("*")
            if path.is_file()
        )
        self.assertEqual(before, after)

    def refuse_change(self, old, new, *words):
        self.change(old, new)
        self.refused(*words)


class Output(Generate):
    def test_a_second_run_changes_nothing(self):
        self.assertIn("wrote include/insights/model.h", self.generate())
        self.assertEqual(self.generate(), "")

    def test_check_names_what_is_stale_and_writes_nothing(self):
        self.generate()
        self.assertEqual(self.run_generator("--check").returncode, 0)
        self.change("A cat.", "A good cat.")
        before = self.read("include/insights/model.h")
        done = self.run_generator("--check")
        self.assertEqual(done.returncode, 1)
        self.assertIn("include/insights/model.h is stale", done.stdout)
        self.assertIn("docs/model.md is stale", done.stdout)
        self.assertNotIn("model.lock", done.stdout)
        self.assertEqual(before, self.read("include/insights/model.h"))

    def test_what_is_committed_is_fresh(self):
        done = subprocess.run(
            [sys.executable, GENERATOR, "--check"],
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_lines_are_short_enough_in_c(self):
        self.generate()
        for name in ("include/insights/model.h", "src/model/descriptors.c"):
            for line in self.read(name).splitlines():
                if line.startswith("    {0x"):  # a field is a line
                    continue
                self.assertLessEqual(len(line), 80, line)

    @unittest.skipUnless(shutil.which("clang-format"), "no clang-format")
    def test_the_header_is_laid_out_as_clang_format_does(self):
        self.generate()
        shutil.copy(ROOT / ".clang-format", self.root)
        header = self.root / "include/insights/model.h"
        done = subprocess.run(
            ["clang-format", header], capture_output=True, check=True
        )
        self.assertEqual(done.stdout, header.read_bytes())

    @unittest.skipUnless(shutil.which("cc"), "no C compiler")
    def test_what_is_written_compiles(self):
        self.generate()
        for name in ("include/insights/model.h", "src/model/descriptors.c"):
            done = subprocess.run(
                ["cc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
                + ["-fsyntax-only", f"-I{self.root}/include"]
                + [f"-I{ROOT}/src", f"-I{ROOT}/include", self.root / name],
                capture_output=True,
                text=True,
                check=False,
            )
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_fields_of_account_and_project_are_added(self):
        self.generate()
        header = self.read("include/insights/model.h")
        self.assertIn("INSIGHTS_CAT_ACCOUNT_ID = 0x00020001", header)
        self.assertIn("INSIGHTS_CAT_PROJECT_ID = 0x00020002", header)
        self.assertNotIn("INSIGHTS_HOUSE_ACCOUNT_ID", header)

    def test_what_is_not_an_option_is_refused(self):
        self.assertEqual(self.run_generator("--what").returncode, 2)


class Lock(Generate):
    def setUp(self):
        super().setUp()
        self.generate()

    def test_new_things_are_added_to_the_lock(self):
        before = self.read("src/model/model.lock").splitlines()
        self.change('"sad"]', '"sad", "so"]')
        self.change(
            "[kind.cat.fields]\n",
            "[kind.cat.fields]\n"
            'age = { n = 6, type = "int", doc = "A." }\n',
        )
        self.generate()
        after = self.read("src/model/model.lock").splitlines()
        self.assertEqual(after[: len(before)], before)
        self.assertEqual(
            after[len(before) :],
            ["enum mood 3 = so", "field 2.6 = cat.age int"],
        )

    def test_a_removed_field_is_refused(self):
        text = self.read("src/model/model.toml").splitlines(keepends=True)
        self.write("".join(x for x in text if not x.startswith("mood =")))
        self.refused("field 2.5", "cat.mood", "gone")

    def test_a_reused_number_is_refused(self):
        self.refuse_change(
            'mood = { n = 5, type = "enum", enum = "mood"',
            'feel = { n = 5, type = "enum", enum = "mood"',
            "cat.mood",
            "cat.feel",
        )

    def test_a_new_number_is_refused(self):
        self.refuse_change("n = 5", "n = 6", "cat.mood", "2.5", "2.6")

    def test_a_changed_type_is_refused(self):
        self.refuse_change(
            'slug = { n = 3, type = "text"',
            'slug = { n = 3, type = "json"',
            "account.slug text",
            "account.slug json",
        )

    def test_another_target_is_refused(self):
        self.refuse_change(
            'ref = "house"', 'ref = "cat"', "id house", "id cat"
        )

    def test_a_renamed_kind_is_refused(self):
        text = self.read("src/model/model.toml").replace("sight", "view")
        self.write(text)
        self.refused("sight value", "view value")

    def test_a_kind_that_moves_is_refused(self):
        self.refuse_change("number = 200", "number = 201", "200", "201")

    def test_another_scope_is_refused(self):
        self.refuse_change(
            'scope = "account"', 'scope = "root"', "account", "root"
        )

    def test_enum_values_neither_move_nor_go(self):
        self.refuse_change('"glad", "sad"', '"sad", "glad"', "glad", "sad")
        self.refuse_change('"sad", "glad"', '"glad"', "enum mood 2", "sad")
        self.refuse_change('["glad"]', '["glad", "low"]', "sad", "low")


class Mistakes(Generate):
    def test_a_number_given_twice(self):
        self.refuse_change("n = 5", "n = 4", "cat.mood", "house_id")
        self.write(MODEL.replace("number = 2\n", "number = 1\n"))
        self.refused("kind cat", "house")

    def test_numbers_that_the_library_gives_itself(self):
        self.refuse_change("n = 5", "n = 2", "cat.mood", "3 to 255")

    def test_an_unknown_type_enum_or_kind(self):
        self.refuse_change(
            'type = "int"', 'type = "number"', "sight.x", "'number'"
        )
        self.write(MODEL.replace('enum = "mood"', 'enum = "mud"'))
        self.refused("cat.mood", "'mud'")
        self.write(MODEL.replace('ref = "house"', 'ref = "horse"'))
        self.refused("cat.house_id", "'horse'")

    def test_a_reference_to_what_is_not_stored(self):
        self.refuse_change('ref = "house"', 'ref = "sight"', "not stored")

    def test_a_reference_that_does_not_say_what_deleting_does(self):
        self.refuse_change('on_delete = "null", ', "", "on_delete")

    def test_a_required_reference_cannot_become_null(self):
        self.refuse_change(
            'on_delete = "null"',
            'on_delete = "null", required = true',
            "cat.house_id",
        )

    def test_a_name_that_the_library_adds_itself(self):
        self.refuse_change(
            "mood = {", "account_id = {", "cat.account_id", "itself"
        )

    def test_a_key_of_unknown_fields(self):
        self.refuse_change('"project_id", "name"', '"nome"', "cat", "'nome'")

    def test_what_is_misspelt(self):
        self.refuse_change("required", "requird", "house.name", "'requird'")
        self.write(MODEL.replace("required = true", "required = 1"))
        self.refused("house.name", "'required'")
        self.write(MODEL + "[kinds]\n")
        self.refused("'kinds'")

    def test_text_that_is_not_toml(self):
        self.write("version = = 1\n")
        self.refused("model.toml")

    def test_names_in_json_that_collide(self):
        self.refuse_change('"at.y"', '"at.x"', "sight.y", "'at.x'")
        self.write(MODEL.replace("note = {", "at = {"))
        self.refused("sight.at", "'at'")
        self.write(MODEL.replace("mood = {", "version = {"))
        self.refused("cat.version", "every record")

    def test_fields_of_a_nest_that_are_apart(self):
        self.write(MODEL.replace('"at.y"', '"on.y"').replace(
            'note = { n = 5, type = "text"',
            'note = { n = 5, type = "text", json = "at.note"'))
        self.refused("sight.note", "not adjacent")

    def test_names_in_c_that_collide_with_each_other(self):
        self.write(
            MODEL
            + '[enum.cat]\nvalues = ["mood"]\ndoc = "C."\n'
        )
        self.refused("INSIGHTS_CAT_MOOD", "cat.mood", "enum cat")
        self.write(MODEL.replace("mood = {", "from = {"))
        self.refused("insights_cat_from", "kind cat")

    def test_names_in_c_that_collide_with_other_headers(self):
        for text, name in (
            ("int insights_cat_mood\n(int);", "insights_cat_mood"),
            ("#define INSIGHTS_CAT 1\n", "INSIGHTS_CAT"),
            ("typedef struct insights_cat insights_cat;", "insights_cat"),
            ("enum { A, INSIGHTS_MOOD_SAD };", "INSIGHTS_MOOD_SAD"),
            ("enum x { INSIGHTS_MOOD_SAD = 3, B };", "INSIGHTS_MOOD_SAD"),
        ):
            header = self.root / "include/insights/other.h"
            header.write_text(text, encoding="utf-8")
            self.refused(name, "insights/other.h")
        header.write_text("/* insights_cat_mood() INSIGHTS_CAT */\n")
        self.generate()

    def test_more_fields_than_a_record_can_hold(self):
        fields = "".join(
            f'f{n} = {{ n = {n}, type = "int", doc = "F." }}\n'
            for n in range(6, 70)
        )
        self.write(MODEL + fields)
        self.refused("sight", "64 fields")


if __name__ == "__main__":
    unittest.main()
