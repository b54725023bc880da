/*
 * views.c - which members of a row are columns, kind by kind.
 *
 * The same columns serve the terminal, TSV, CSV and Markdown; those marked
 * hidden are for files and pipes only.
 */
#include "cli/cli.h"

#define VIEW(name, empty, ...)                    \
    static const cli_column name##_columns[] = {  \
        __VA_ARGS__, {NULL, NULL, CLI_PLAIN, 0}}; \
    const cli_view cli_view_##name = {name##_columns, NULL, empty}

VIEW(
    interviews,
    "no conversations yet; `insights import FILE` adds one",
    {"id", "id", CLI_ID, CLI_DIM},
    {"title", "conversation", CLI_PLAIN, CLI_FLEX | CLI_BOLD},
    {"date", "date", CLI_PLAIN, 0},
    {"duration_ms", "length", CLI_CLOCK, 0},
    {"turns", "turns", CLI_NUMBER, 0},
    {"language", "language", CLI_PLAIN, 0},
    {"format", "format", CLI_PLAIN, 0},
    {"source", "file", CLI_PLAIN, CLI_HIDDEN});

VIEW(
    turns,
    "nobody says anything in it",
    {"index", "turn", CLI_NUMBER, CLI_DIM},
    {"start_ms", "time", CLI_CLOCK, CLI_DIM},
    {"speaker", "speaker", CLI_PLAIN, CLI_BOLD},
    {"text", "words", CLI_PLAIN, CLI_WRAP});

VIEW(
    codes,
    "no codes; `insights codes add NAME` makes one",
    {"id", "id", CLI_ID, CLI_DIM},
    {"path", "code", CLI_PLAIN, CLI_BOLD | CLI_FLEX},
    {"accepted", "yours", CLI_NONZERO, 0},
    {"suggested", "suggested", CLI_NONZERO, CLI_DIM},
    {"rejected", "rejected", CLI_NONZERO, CLI_DIM},
    {"people", "people", CLI_PEOPLE, 0},
    {"definition", "meaning", CLI_PLAIN, CLI_FLEX});

VIEW(
    actions,
    "nothing was done yet",
    {"id", "id", CLI_ID, CLI_DIM},
    {"at", "when", CLI_AT, 0},
    {"actor", "who", CLI_PLAIN, CLI_BOLD},
    {"verb", "did", CLI_PLAIN, 0},
    {"summary", "what", CLI_PLAIN, CLI_FLEX},
    {"undone", "undone", CLI_YES, 0});

VIEW(
    findings,
    NULL,
    {"code", "what", CLI_WORDS, 0},
    {"record_kind", "of", CLI_PLAIN, 0},
    {"record_id", "id", CLI_ID, CLI_DIM},
    {"message", "", CLI_PLAIN, CLI_WRAP},
    {"quote", "quote", CLI_QUOTED, CLI_WRAP},
    {"said", "at its place", CLI_QUOTED, CLI_WRAP});

VIEW(
    settings,
    "nothing is set",
    {"key", "key", CLI_PLAIN, CLI_BOLD},
    {"value", "value", CLI_PLAIN, CLI_FLEX},
    {"origin", "from", CLI_PLAIN, CLI_FLEX | CLI_DIM});

VIEW(
    doctor,
    "nothing to report",
    {"status", "", CLI_WORDS, 0},
    {"what", "", CLI_PLAIN, CLI_BOLD},
    {"message", "", CLI_PLAIN, CLI_WRAP});

VIEW(
    codings,
    "no codings yet",
    {"id", "id", CLI_ID, CLI_DIM},
    {"evidence_id", "evidence", CLI_ID, CLI_DIM},
    {"code_id", "code", CLI_ID, CLI_DIM},
    {"standing", "standing", CLI_WORDS, 0},
    {"quote", "words", CLI_PLAIN, CLI_FLEX},
    {"note", "note", CLI_PLAIN, CLI_FLEX});

VIEW(
    people,
    "nobody yet",
    {"id", "id", CLI_ID, CLI_DIM},
    {"name", "name", CLI_PLAIN, CLI_BOLD},
    {"title", "title", CLI_PLAIN, CLI_FLEX},
    {"description", "who that is", CLI_PLAIN, CLI_FLEX});

VIEW(
    participants,
    "nobody yet",
    {"id", "id", CLI_ID, CLI_DIM},
    {"conversation", "conversation", CLI_PLAIN, CLI_ONCE},
    {"label", "speaker", CLI_PLAIN, CLI_BOLD},
    {"role", "role", CLI_WORDS, 0},
    {"standing", "standing", CLI_WORDS, 0},
    {"method", "found by", CLI_PLAIN, 0},
    {"words", "words", CLI_NUMBER, 0},
    {"turns", "turns", CLI_NUMBER, 0});

VIEW(
    questions,
    "no guide yet; `insights import --guide FILE` adds one",
    {"id", "id", CLI_ID, CLI_DIM},
    {"position", "", CLI_NUMBER, 0},
    {"text", "question", CLI_PLAIN, CLI_WRAP});

VIEW(
    memos,
    "no memos yet; `insights memo ID TEXT` writes one",
    {"id", "id", CLI_ID, CLI_DIM},
    {"target_kind", "about", CLI_PLAIN, 0},
    {"target_id", "which", CLI_ID, CLI_DIM},
    {"text", "memo", CLI_PLAIN, CLI_WRAP});

VIEW(
    written,
    NULL,
    {"file", "file", CLI_PLAIN, 0},
    {"bytes", "bytes", CLI_NUMBER, 0});

/* Columns are the members of the first row. */
const cli_view cli_view_plain = {NULL, NULL, "no rows"};

const cli_view *cli_view_of(insights_kind kind)
{
    static const struct {
        insights_kind kind;
        const cli_view *view;
    } views[] = {
        {INSIGHTS_INTERVIEW, &cli_view_interviews},
        {INSIGHTS_CODING, &cli_view_codings},
        {INSIGHTS_PERSON, &cli_view_people},
        {INSIGHTS_PARTICIPANT, &cli_view_participants},
        {INSIGHTS_QUESTION, &cli_view_questions},
        {INSIGHTS_MEMO, &cli_view_memos},
    };

    for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++)
        if (views[i].kind == kind)
            return views[i].view;
    return &cli_view_plain;
}
