/* test_quote.c - where a quote was said, and where it was not. */
#include "base/utf8.h"
#include "text/normal.h"
#include "text/script.h"

#include <insights/model.h>
#include <insights/quote.h>

#include "support/data.h"
#include "support/fail_alloc.h"
#include "support/said.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static insights_conversation *talk;
static insights_record *record;
static insights_error *error;

static void clean(void)
{
    insights_record_free(record);
    insights_conversation_free(talk);
    insights_error_free(error);
    record = NULL;
    talk = NULL;
    error = NULL;
}

TestSuite(quote, .fini = clean);

static const char two_people[] =
    "Maureen: I keep a pencil diary, um, because the screen went down twice.\n"
    "Hannah: Right. And the girls, do they use it too?\n"
    "Maureen: They don't like it. Kelly says it costs forty minutes a day.\n"
    "Maureen: But I like it, I really do.\n"
    "Hannah: Yeah.\n"
    "Maureen: Nobody ever asked us before they bought the new system in May.\n";

static const insights_match *look_with(
    const char *quote,
    const insights_locate_options *options)
{
    insights_record_free(record);
    record = NULL;
    cr_assert(
        insights_quote_locate(talk, quote, options, &record, &error) ==
            INSIGHTS_OK,
        "%s", insights_error_message(error));
    return insights_match_from(record);
}

static const insights_match *look(const char *quote)
{
    return look_with(quote, NULL);
}

/* Expect the quote to be found so, as these words. */
static void expect(const char *quote, int status, const char *said)
{
    const insights_match *match = look(quote);
    int agree = (said != NULL) == (insights_match_text(match) != NULL);

    cr_expect(
        insights_match_status(match) == status, "'%s' is %d, not %d", quote,
        insights_match_status(match), status);
    if (said && insights_match_text(match))
        cr_expect(
            strcmp(insights_match_text(match), said) == 0, "'%s' is '%s'",
            quote, insights_match_text(match));
    else
        cr_expect(agree, "'%s': text or none", quote);
}

#define EXACT INSIGHTS_GROUNDING_EXACT
#define NORMALISED INSIGHTS_GROUNDING_NORMALISED
#define FUZZY INSIGHTS_GROUNDING_FUZZY
#define NONE INSIGHTS_GROUNDING_NONE

Test(quote, the_same_bytes_are_exact)
{
    talk = insights_test_said(two_people);
    expect("I keep a pencil diary", EXACT, "I keep a pencil diary");
    expect("  They don't like it. ", EXACT, "They don't like it.");
    cr_expect(
        eq(str, (char *)insights_match_speaker(look("pencil")), "Maureen"));
}

Test(quote, case_quotes_dashes_and_spaces_are_set_aside)
{
    talk = insights_test_said(two_people);
    expect("“They don’t like it.”", NORMALISED, "They don't like it.");
    expect("THEY DON'T LIKE\xC2\xA0IT", NORMALISED, "They don't like it");
    expect(
        "…it costs 40 minutes a day", NORMALISED,
        "it costs forty minutes a day");
    expect("\\[08:10\\] They don't like it", NORMALISED, "They don't like it");
}

Test(quote, turns_of_one_speaker_are_merged)
{
    const insights_match *match;

    talk = insights_test_said(two_people);
    match = look("forty minutes a day. But I like it");
    cr_expect(eq(int, insights_match_status(match), NORMALISED));
    cr_expect(eq(str, (char *)insights_match_turns(match), "[2,3]"));
    cr_expect(
        eq(str, (char *)insights_match_text(match),
           "forty minutes a day.\nBut I like it"));
    cr_expect(eq(i64, insights_match_end_ms(match) > 30000, 1));
    expect(
        "costs forty minutes a day.\nBut I like it", EXACT,
        "costs forty minutes a day.\nBut I like it");
}

Test(quote, dropped_fillers_are_a_variant)
{
    const insights_match *match;

    talk = insights_test_said(two_people);
    match = look("I keep a pencil diary because the screen went down twice");
    cr_expect(eq(int, insights_match_status(match), FUZZY));
    cr_expect(eq(int, insights_match_altered(match), 0));
    cr_expect(insights_match_similarity(match) < 1.0);
    cr_expect(strstr(insights_match_changes(match), "\"said\":\"um\"") != NULL);
}

Test(quote, a_long_quote_with_one_typing_error_is_found)
{
    talk = insights_test_said(
        "A: well the thing about the schedule is that every morning somebody "
        "calls in before eight and wants the appointment that I have just "
        "given away to someone else.\n");
    expect(
        "the thing about the schedule is that every morning somebody calls in "
        "before eight and wants the apointment that I have just given away",
        FUZZY,
        "the thing about the schedule is that every morning somebody calls in "
        "before eight and wants the appointment that I have just given away");
}

Test(quote, a_change_of_meaning_is_altered)
{
    static const char *const quotes[][2] = {
        {"They like it. Kelly says it costs forty minutes a day", "negation"},
        {"Kelly says it costs fourteen minutes a day", "number"},
        {"Sandra says it costs forty minutes a day", "name"},
        {"Nobody ever asked us before they bought a new system in June",
         "name"}};

    talk = insights_test_said(two_people);
    for (size_t i = 0; i < 4; i++) {
        const insights_match *match = look(quotes[i][0]);

        cr_expect(
            insights_match_status(match) == FUZZY &&
                insights_match_altered(match) &&
                strstr(insights_match_changes(match), quotes[i][1]),
            "'%s': %d %s", quotes[i][0], insights_match_status(match),
            insights_match_changes(match));
    }
}

Test(quote, a_plausible_quote_nobody_said_is_not_found)
{
    talk = insights_test_said(two_people);
    expect("The new system saves us a lot of time every week", NONE, NULL);
    expect("I wish they had asked me about the diary", NONE, NULL);
    cr_expect(eq(i64, insights_match_occurrences(look("zebra")), 0));
}

Test(quote, a_quote_of_two_places_names_both)
{
    const insights_match *match;

    talk = insights_test_said(two_people);
    match = look("I keep a pencil diary before they bought the new system");
    cr_expect(eq(int, insights_match_status(match), NONE));
    cr_expect(
        strstr(insights_match_parts(match), "I keep a pencil diary") != 0);
    cr_expect(
        strstr(insights_match_parts(match), "before they bought the new") != 0);
}

Test(quote, what_two_people_said_is_not_one_quote)
{
    const insights_match *match;

    talk = insights_test_said(two_people);
    match = look("But I like it, I really do. Yeah. Nobody ever asked us");
    cr_expect(eq(int, insights_match_status(match), NONE));
    cr_expect(strstr(insights_match_parts(match), "Nobody ever") != NULL);
}

Test(quote, an_elision_in_order_is_normalised_and_keeps_its_parts)
{
    const insights_match *match;

    talk = insights_test_said(two_people);
    match = look("They don't like it […] it costs forty minutes");
    cr_expect(eq(int, insights_match_status(match), NORMALISED));
    cr_expect(
        eq(str, (char *)insights_match_text(match),
           "They don't like it. Kelly says it costs forty minutes"));
    cr_expect(strstr(insights_match_parts(match), "it costs forty") != NULL);
    match = look("it costs forty minutes a day […] I keep a pencil diary");
    cr_expect(eq(int, insights_match_status(match), NONE));
    cr_expect(strstr(insights_match_parts(match), "pencil") != NULL);
}

Test(quote, words_in_square_brackets_are_the_writers)
{
    const insights_match *match;

    talk = insights_test_said(two_people);
    match = look("[The receptionists] don't like it. Kelly says it costs");
    cr_expect(eq(int, insights_match_status(match), NORMALISED));
    cr_expect(eq(int, insights_match_altered(match), 0));
    cr_expect(strstr(insights_match_changes(match), "receptionists") != NULL);
    match = look("Kelly says it costs [fourteen] minutes a day");
    cr_expect(eq(int, insights_match_status(match), FUZZY));
    expect("[T]hey don't like it", NORMALISED, "They don't like it");
}

Test(quote, hints_choose_among_ten_places)
{
    insights_locate_options options = INSIGHTS_LOCATE_OPTIONS_INIT;
    char lines[512] = "";

    for (int i = 0; i < 10; i++)
        strcat(lines, i % 2 ? "Ben: I see it now.\n" : "Ana: I see it.\n");
    talk = insights_test_said(lines);
    cr_expect(eq(i64, insights_match_occurrences(look("I see it")), 10));
    cr_expect(eq(i64, insights_match_byte_start(look("I see it")), 0));
    options.after_byte = 20;
    cr_expect(eq(
        i64, insights_match_byte_start(look_with("I see it", &options)), 24));
    options.after_byte = 0;
    options.flags = INSIGHTS_LOCATE_NEAR;
    options.near_turn = 7;
    cr_expect(
        eq(str, (char *)insights_match_turns(look_with("I see it", &options)),
           "[7,7]"));
    options.flags = 0;
    options.speaker = "Ben";
    cr_expect(
        eq(str, (char *)insights_match_turns(look_with("I see it", &options)),
           "[1,1]"));
}

Test(quote, whole_words_are_preferred_and_can_be_required)
{
    insights_locate_options options = INSIGHTS_LOCATE_OPTIONS_INIT;

    talk = insights_test_said("A: start with the art of starting\n");
    cr_expect(eq(i64, insights_match_byte_start(look("art")), 15));
    cr_expect(eq(int, insights_match_status(look("tarting")), EXACT));
    options.flags = INSIGHTS_LOCATE_WORDS;
    cr_expect(
        eq(int, insights_match_status(look_with("tarting", &options)), NONE));
}

Test(quote, without_fuzzy_only_the_same_words_are_found)
{
    insights_locate_options options = INSIGHTS_LOCATE_OPTIONS_INIT;

    talk = insights_test_said(two_people);
    options.flags = INSIGHTS_LOCATE_NO_FUZZY;
    cr_expect(eq(
        int, insights_match_status(look_with("they DON’T like it", &options)),
        NORMALISED));
    cr_expect(
        eq(int,
           insights_match_status(look_with(
               "I keep a pencil diary because the screen went down", &options)),
           NONE));
}

Test(quote, every_script_is_found)
{
    talk = insights_test_said(
        "李: 我觉得这个软件太贵了，我们不用它。\n"
        "田中: 予約は全部ノートに書いています。\n"
        "سعاد: أنا لا أحب هذا النظام الجديد.\n"
        "Zoë: the cafe\xCC\x81 closed 👩‍👩‍👧 early\xC2\xA0today\n"
        "한: 저는 종이 일기를 씁니다.\n");
    expect("这个软件太贵了", EXACT, "这个软件太贵了");
    expect(
        "这个 软件太贵了,我们不用它", NORMALISED, "这个软件太贵了，我们不用它");
    expect(
        "予約は全部ノートに書いてます", FUZZY,
        "予約は全部ノートに書いています");
    expect("لا أحب هذا النظام", EXACT, "لا أحب هذا النظام");
    expect("the caf\xC3\xA9 closed", NORMALISED, "the cafe\xCC\x81 closed");
    expect("the cafe", NONE, NULL);
    expect(
        "closed 👩‍👩‍👧 early today", NORMALISED,
        "closed 👩‍👩‍👧 early\xC2\xA0today");
    expect("종이일기를 씁니다", NORMALISED, "종이 일기를 씁니다");
}

Test(quote, offsets_count_code_points_and_utf16_units)
{
    const insights_match *match;

    talk = insights_test_said("A: 👩 é\nA: 我们说 😀 yes\n");
    match = look("说 😀 yes");
    cr_expect(eq(i64, insights_match_byte_start(match), 14));
    cr_expect(eq(i64, insights_match_char_start(match), 6));
    cr_expect(eq(i64, insights_match_utf16_start(match), 7));
    cr_expect(eq(
        i64, insights_match_char_end(match) - insights_match_char_start(match),
        7));
    cr_expect(
        eq(i64,
           insights_match_utf16_end(match) - insights_match_utf16_start(match),
           8));
}

Test(quote, what_is_no_quote_is_refused)
{
    static char words[30000];

    talk = insights_test_said("A: x\n");
    cr_expect(
        eq(int, insights_quote_locate(talk, " \n ", NULL, &record, &error),
           INSIGHTS_E_INVALID));
    cr_expect(
        eq(int, insights_quote_locate(talk, "a\xFF", NULL, &record, &error),
           INSIGHTS_E_INVALID));
    for (size_t i = 0; i + 2 < sizeof(words); i += 2)
        memcpy(words + i, "x ", 2);
    cr_expect(
        eq(int, insights_quote_locate(talk, words, NULL, &record, &error),
           INSIGHTS_E_LIMIT));
    cr_expect(
        eq(int, insights_quote_locate(NULL, "a", NULL, &record, &error),
           INSIGHTS_E_INVALID));
    cr_expect(eq(ptr, record, NULL));
    expect("...", NONE, NULL);
}

Test(quote, repetition_does_not_slow_it_down)
{
    static char lines[400008];
    static char words[20000];

    memcpy(lines, "A: ", 3);
    for (size_t i = 3; i + 2 < sizeof(lines); i += 2)
        memcpy(lines + i, "a ", 2);
    for (size_t i = 0; i + 4 < sizeof(words); i += 2)
        memcpy(words + i, "a ", 2);
    talk = insights_test_said(lines);
    strcat(words, "b");
    cr_expect(insights_match_status(look(words)) != EXACT);
    words[strlen(words) - 2] = '\0';
    cr_expect(insights_match_status(look(words)) == EXACT);
}

/* --- Any span of any text, changed as people change it -------------------- */

static uint64_t state = 7;

static size_t chance(size_t below)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (size_t)(state >> 33) % below;
}

static const char *const pieces[] = {
    "the ",     "Price ",        "don’t ",
    "naïve ",   "我们",          "不知道",
    "です。",   "\"so\" ",       "—",
    "\xC2\xA0", "cafe\xCC\x81 ", "👩‍👩‍👧 ",
    "مرحبا ",   "17 ",           "x ",
    "Straße, "};

/* Change case, spaces and quotes of a text; never a word. */
static void disturb(const char *text, char *out)
{
    insights__cluster c;
    size_t at = 0;

    while (insights__normal_next(text, strlen(text), &at, &c)) {
        size_t size = c.end - c.start;

        if (c.type == INSIGHTS__CLASS_SPACE) {
            strcpy(out, chance(2) ? "  " : "\n");
            out += strlen(out);
        } else if (
            size == 1 && *(text + c.start) >= 'a' && *(text + c.start) <= 'z' &&
            chance(2)) {
            *out++ = (char)(text[c.start] - 32);
        } else if (c.written == '"') {
            strcpy(out, "”");
            out += strlen(out);
        } else {
            memcpy(out, text + c.start, size);
            out += size;
        }
    }
    *out = '\0';
}

/* The offsets of a match, counted again from the start. */
static void expect_consistent(const insights_match *match)
{
    size_t start = (size_t)insights_match_byte_start(match);
    size_t end = (size_t)insights_match_byte_end(match);
    char *whole =
        insights__script_slice(talk, 0, insights__script_length(talk));
    size_t chars;
    size_t units;

    cr_assert(end <= strlen(whole));
    cr_expect(
        strlen(insights_match_text(match)) == end - start &&
        memcmp(insights_match_text(match), whole + start, end - start) == 0);
    insights__utf8_count(whole, start, &chars, &units);
    cr_expect(eq(i64, insights_match_char_start(match), (int64_t)chars));
    cr_expect(eq(i64, insights_match_utf16_start(match), (int64_t)units));
    insights__utf8_count(whole, end, &chars, &units);
    cr_expect(eq(i64, insights_match_char_end(match), (int64_t)chars));
    cr_expect(eq(i64, insights_match_utf16_end(match), (int64_t)units));
    insights_free(whole);
}

Test(quote, any_span_of_any_text_is_found_again)
{
    for (int round = 0; round < 300; round++) {
        char lines[2048] = "";
        char changed[2048];
        char *span;
        size_t start;
        size_t end;

        for (int line = 0; line < 4; line++) {
            strcat(lines, line % 2 ? "B: w " : "A: ");
            for (int i = 0; i < 12; i++)
                strcat(lines, pieces[chance(sizeof(pieces) / sizeof(*pieces))]);
            strcat(lines, "end\n");
        }
        clean();
        talk = insights_test_said(lines);
        cr_assert(talk != NULL);
        start = insights_conversation_byte_start(talk, chance(4));
        end = start + 4 + chance(60);
        span = insights__script_slice(talk, 0, insights__script_length(talk));
        end = end < strlen(span) ? end : strlen(span);
        while (end > start + 3 &&
               (!insights__normal_boundary(span, strlen(span), end) ||
                insights__normal_in_word(span, strlen(span), end) ||
                strncmp(span + end, "’", 3) == 0 ||
                strncmp(span + end - 3, "’", 3) == 0))
            end--;
        span[end] = '\0';
        for (char *newline = span + start; (newline = strchr(newline, '\n'));)
            *newline = '\0';
        disturb(span + start, changed);
        if (end > start + 3 && strspn(span + start, " \xC2\xA0\xE2\x80\x94\"") <
                                   strlen(span + start)) {
            const insights_match *match = look(changed);

            cr_assert(
                insights_match_status(match) <= NORMALISED,
                "'%s' not found in\n%s", changed, lines);
            expect_consistent(match);
        }
        insights_free(span);
    }
}

Test(quote, survives_every_allocation_failing)
{
    static const char *const quotes[] = {
        "I keep a pencil diary",
        "THEY don’t like it",
        "I keep a pencil diary because the screen went down twice",
        "I keep a pencil diary before they bought the new system",
        "They don't like it […] it costs forty minutes",
        "nothing of it all"};

    talk = insights_test_said(two_people);
    for (size_t i = 0; i < sizeof(quotes) / sizeof(*quotes); i++)
        INSIGHTS_TEST_EVERY_ALLOCATION_FAILS(
            insights_quote_locate(talk, quotes[i], NULL, &record, &error),
            insights_record_free(record);
            record = NULL);
}
