/* memo.c - notes on records; deleting records. */
#include "analysis/review.h"

#include <string.h>

static insights_status find_memo(
    insights__unit *unit,
    const char *target,
    const char *text,
    insights_record **out,
    insights_error **error)
{
    const insights__filter filters[] = {
        {INSIGHTS_MEMO_TARGET_ID, target},
        {INSIGHTS_MEMO_ACTOR_ID, unit->actor},
        {INSIGHTS_MEMO_TEXT, text},
        {0, NULL}};

    return insights__study_find(
        unit->study, INSIGHTS_MEMO, filters, out, error);
}

insights_status insights__memo_write(
    insights__unit *unit,
    insights_kind kind,
    const char *id,
    const char *text,
    char memo_id[INSIGHTS__UUID_TEXT],
    int *fresh,
    insights_error **error)
{
    insights_record *target = NULL;
    insights_record *memo = NULL;
    insights_status status;

    *fresh = 0;
    if (!insights_kind_stored(kind) || kind == INSIGHTS_ACCOUNT)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "no memo can be written on a %s",
            insights_kind_name(kind) ? insights_kind_name(kind) : "kind");
    if (!text[strspn(text, " \t\r\n")])
        return insights__fail(
            error, INSIGHTS_E_INVALID, "a memo needs a word at least");
    status = insights__study_get(unit->study, kind, id, &target, error);
    if (status >= 0)
        status =
            find_memo(unit, insights_record_id(target), text, &memo, error);
    if (status < 0 || memo)
        goto out;
    memo = insights__study_new(unit->study, INSIGHTS_MEMO);
    if (!memo) {
        status = insights__fail_nomem(error);
        goto out;
    }
    insights_record_set_text(
        memo, INSIGHTS_MEMO_TARGET_KIND, insights_kind_name(kind));
    insights_record_set_text(
        memo, INSIGHTS_MEMO_TARGET_ID, insights_record_id(target));
    insights_record_set_text(memo, INSIGHTS_MEMO_ACTOR_ID, unit->actor);
    insights_record_set_text(memo, INSIGHTS_MEMO_TYPE, "memo");
    insights_record_set_text(memo, INSIGHTS_MEMO_TEXT, text);
    status = insights__unit_save(unit, memo, NULL, 0, error);
    *fresh = 1;

out:
    if (status >= 0)
        memcpy(memo_id, insights_record_id(memo), INSIGHTS__UUID_TEXT);
    insights_record_free(target);
    insights_record_free(memo);
    return status;
}

insights_status insights_study_memo(
    insights_study *study,
    insights_kind kind,
    const char *id,
    const char *text,
    insights_record **out,
    insights_error **error)
{
    insights__unit unit = {0};
    char memo[INSIGHTS__UUID_TEXT];
    int fresh = 0;
    insights_status status;

    if (out)
        *out = NULL;
    if (!study || !id || !text || !out)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study, id, text and out are required");
    status =
        insights__unit_begin(&unit, study, INSIGHTS__PERSON, "memo", error);
    if (status >= 0)
        status =
            insights__memo_write(&unit, kind, id, text, memo, &fresh, error);
    if (status >= 0)
        status = insights__unit_give(
            &unit, INSIGHTS_MEMO, memo, "wrote a memo", out, error);
    insights__unit_free(&unit);
    return status;
}

/* --- Deleting ----------------------------------------------------------------
 */

/* What the log calls it. */
static const char *name_of(const insights_record *record)
{
    switch (insights_record_kind(record)) {
    case INSIGHTS_INTERVIEW:
        return insights_record_text(record, INSIGHTS_INTERVIEW_TITLE);
    case INSIGHTS_CODE:
        return insights_record_text(record, INSIGHTS_CODE_PATH);
    case INSIGHTS_PARTICIPANT:
        return insights_record_text(record, INSIGHTS_PARTICIPANT_LABEL);
    case INSIGHTS_TAG:
        return insights_record_text(record, INSIGHTS_TAG_NAME);
    case INSIGHTS_ASSET:
        return insights_record_text(record, INSIGHTS_ASSET_TITLE);
    default:
        return NULL;
    }
}

static insights_status check_delete(
    const insights_record *record,
    insights_error **error)
{
    insights_kind kind = insights_record_kind(record);

    if (kind == INSIGHTS_CODE &&
        insights_record_int(record, INSIGHTS_CODE_IS_SYSTEM))
        return insights__fail(
            error, INSIGHTS_E_DENIED,
            "'%s' is one of the kinds that the library brings: it stays",
            insights_record_text(record, INSIGHTS_CODE_PATH));
    return INSIGHTS_OK;
}

static int may_delete(insights_kind kind)
{
    return kind == INSIGHTS_INTERVIEW || kind == INSIGHTS_EVIDENCE ||
           kind == INSIGHTS_CODE || kind == INSIGHTS_CODING ||
           kind == INSIGHTS_MEMO || kind == INSIGHTS_QUESTION ||
           kind == INSIGHTS_TAG || kind == INSIGHTS_ASSET ||
           kind == INSIGHTS_PARTICIPANT;
}

insights_status insights_study_delete(
    insights_study *study,
    insights_kind kind,
    const char *id,
    insights_error **error)
{
    insights__unit unit = {0};
    insights_record *record = NULL;
    insights__buffer line = INSIGHTS__BUFFER_INIT;
    const char *name;
    insights_status status;

    if (!study || !id)
        return insights__fail(
            error, INSIGHTS_E_INVALID, "study and id are required");
    if (!may_delete(kind))
        return insights__fail(
            error, INSIGHTS_E_DENIED,
            "a %s is not deleted by itself; an interview, evidence, code, "
            "coding, memo, question, tag, asset or participant is",
            insights_kind_name(kind) ? insights_kind_name(kind) : "record");
    status =
        insights__unit_begin(&unit, study, INSIGHTS__ANYBODY, "delete", error);
    if (status >= 0)
        status = insights__study_get(study, kind, id, &record, error);
    if (status >= 0)
        status = check_delete(record, error);
    if (status >= 0)
        status = insights__unit_delete(&unit, record, error);
    if (status >= 0) {
        name = name_of(record);
        insights__buffer_format(
            &line, "deleted %s%s%s%s", insights_kind_name(kind),
            name ? " '" : "", name ? name : "", name ? "'" : "");
        status = insights__buffer_check(&line, "the summary", error);
    }
    if (status >= 0)
        status =
            insights__unit_commit(&unit, insights__buffer_text(&line), error);
    insights__buffer_free(&line);
    insights_record_free(record);
    insights__unit_free(&unit);
    return status;
}
