/* test_number.c - numbers to text and back, whatever the locale. */
#define _GNU_SOURCE

#include "base/number.h"
#include "support/data.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect_text(double value, const char *text)
{
    char out[INSIGHTS__NUMBER_TEXT];

    insights__double_text(value, out);
    cr_expect(eq(str, out, (char *)text));
}

Test(number, the_shortest_text_that_reads_back_is_written)
{
    expect_text(0, "0.0");
    expect_text(-0.0, "-0.0");
    expect_text(2, "2.0");
    expect_text(0.1, "0.1");
    expect_text(0.1 + 0.2, "0.30000000000000004");
    expect_text(-1.5, "-1.5");
    expect_text(1e15, "1e+15");
    expect_text(1e100, "1e+100");
    expect_text(123456789012345.0, "123456789012345.0");
    expect_text(INFINITY, "null");
    expect_text(-INFINITY, "null");
    expect_text(NAN, "null");
}

static void expect_round_trip(double value)
{
    char text[INSIGHTS__NUMBER_TEXT];
    double back = 0;

    insights__double_text(value, text);
    cr_assert(insights__double_parse(text, &back), "%s", text);
    cr_assert(memcmp(&back, &value, sizeof(value)) == 0, "%s", text);
}

Test(number, every_finite_double_reads_back_as_itself)
{
    uint64_t bits = 0x9e3779b97f4a7c15u;
    double value;

    expect_round_trip(DBL_MAX);
    expect_round_trip(DBL_MIN);
    expect_round_trip(-DBL_TRUE_MIN);
    for (int i = 0; i < 20000; i++) {
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        memcpy(&value, &bits, sizeof(value));
        if (isfinite(value))
            expect_round_trip(value);
    }
}

Test(number, only_decimal_numbers_in_range_are_read)
{
    static const char *const bad[] = {
        "",    "-",   ".5",  "5.",    "1e",     "1e+", "+1",    " 1",   "1 ",
        "0x1", "inf", "nan", "1e999", "-1e999", "1,5", "1.2.3", "1e5.0"};
    double value = 7;
    int64_t whole = 7;

    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        cr_expect(insights__double_parse(bad[i], &value) == 0, "%s", bad[i]);
    cr_expect(eq(dbl, value, 7));
    cr_expect(insights__double_parse("-12.5e-1", &value));
    cr_expect(eq(dbl, value, -1.25));
    cr_expect(insights__double_parse("1e-999", &value));

    cr_expect(insights__int_parse("9223372036854775807", &whole));
    cr_expect(eq(i64, whole, INT64_MAX));
    cr_expect(insights__int_parse("-9223372036854775808", &whole));
    cr_expect(eq(i64, whole, INT64_MIN));
    cr_expect(insights__int_parse("-0", &whole));
    cr_expect(eq(i64, whole, 0));
    cr_expect(insights__int_parse("9223372036854775808", &whole) == 0);
    cr_expect(insights__int_parse("-9223372036854775809", &whole) == 0);
    cr_expect(insights__int_parse("99999999999999999999", &whole) == 0);
    cr_expect(insights__int_parse("", &whole) == 0);
    cr_expect(insights__int_parse("-", &whole) == 0);
    cr_expect(insights__int_parse("1.0", &whole) == 0);
    cr_expect(insights__int_parse(" 1", &whole) == 0);
    cr_expect(eq(i64, whole, 0));
}

/* Whether numbers are written with a comma now. A locale that is not
 * installed is compiled, where the system has the sources of locales. */
static int use_decimal_comma(void)
{
    char folder[] = "/tmp/insights-locale-XXXXXX";
    char command[256];
    char text[16];

    if (!setlocale(LC_ALL, "de_DE.UTF-8") && mkdtemp(folder)) {
        snprintf(
            command, sizeof(command),
            "localedef -i de_DE -f UTF-8 %s/comma >/dev/null 2>&1", folder);
        if (system(command) >= 0) {
            setenv("LOCPATH", folder, 1);
            setlocale(LC_ALL, "comma");
        }
        snprintf(command, sizeof(command), "rm -rf %s", folder);
        if (system(command) != 0)
            return 0;
    }
    snprintf(text, sizeof(text), "%.1f", 0.5);
    return strchr(text, ',') != NULL;
}

Test(number, a_decimal_comma_in_the_locale_changes_nothing)
{
    double value = 0;

    if (!use_decimal_comma()) {
        insights_test_skip(3, "no locale with a decimal comma");
        return;
    }
    expect_text(1234.5, "1234.5");
    cr_expect(insights__double_parse("0.25", &value));
    cr_expect(eq(dbl, value, 0.25));
    cr_expect(insights__double_parse("0,25", &value) == 0);
}
