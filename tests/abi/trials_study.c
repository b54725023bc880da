/* trials_study.c - the calls of studies: in, codes, decisions, out. */
#include "abi/try.h"

static const char draft[] =
    "He says \"I do trust the tablet\" and \"We write them on paper\".";

/* --- Conversations in ----------------------------------------------------- */

static insights_status try_study_open(world *w)
{
    insights_study_options options = INSIGHTS_STUDY_OPTIONS_INIT;
    insights_study *out = NULL;
    insights_status status;

    options.actor = "Somebody new";
    status = insights_study_open(w->store, &options, &out, &w->error);
    w->output_after_failure = status < 0 && out;
    return status < 0 ? status : drop_study(w, out);
}

RECORD(study_import_file, w->study, w->talk_path, NULL)
RECORD(study_import, w->study, "a.txt", "Ana: Hello.\nBo: Yes.\n", 22, NULL)
RECORD(study_append, w->study, NULL, "Live", w->talk)
RECORD(study_import_guide, w->study, "1. What is new?\n", 16)
GIVES(
    study_conversation,
    conversation,
    drop_conversation,
    w->study,
    w->interview,
    NULL)
GIVES(study_corpus, corpus, drop_corpus, w->study)
TEXT(study_roles, w->study, w->interview)
RECORD(study_correct, w->study, w->interview, 1, "We write all on paper.")
RECORD(study_rename_speaker, w->study, w->interview, "Otto", "Otto Klein")

/* --- Evidence, codes, decisions ------------------------------------------- */

RECORD(study_analyze, w->study, NULL)
CURSOR(study_evidence, w->study, NULL)
RECORD(study_code_add, w->study, "Trust / Screen", "trusts it")
RECORD(study_code_import, w->study, "path\nTrust / Voice\nCost\n", 24)
RECORD(study_code_rename, w->study, "Trust / Paper", "Paper / Trust")
RECORD(study_code_merge, w->study, "Trust / Paper", "Trust")
CURSOR(study_codes, w->study)
RECORD(study_code, w->study, w->evidence, "Cost", "why")
CURSOR(study_review, w->study, NULL)
DOES(
    study_decide,
    w->study,
    INSIGHTS_CODING,
    w->coding,
    INSIGHTS_ACCEPT,
    NULL,
    "so it is")
RECORD(study_memo, w->study, INSIGHTS_INTERVIEW, w->interview, "Ask again.")
DOES(study_delete, w->study, INSIGHTS_EVIDENCE, w->evidence)
CURSOR(study_log, w->study, 0)
RECORD(study_undo, w->study, NULL)
CURSOR(study_verify, w->study, NULL)
CURSOR(study_methods, w->study)

static insights_status try_study_apply(world *w)
{
    char json[400];
    insights_record *done = NULL;
    insights_status status;

    snprintf(
        json, sizeof(json),
        "{\"insights_review\":1,\"actor\":\"Ina\",\"decisions\":["
        "{\"kind\":\"coding\",\"id\":\"%s\",\"decision\":\"accept\"}]}",
        w->coding);
    status =
        insights_study_apply(w->study, json, strlen(json), &done, &w->error);
    w->output_after_failure = status < 0 && done;
    return status < 0 ? status : drop_record(w, done);
}

static insights_status try_study_report(world *w)
{
    char *text = NULL;
    insights_status status = insights_study_report(
        w->study, draft, sizeof(draft) - 1, "draft.md", world_keep, &text,
        &w->error);

    free(text);
    return status;
}

static insights_status try_study_export(world *w)
{
    static const char *const formats[] = {"csv", "xlsx", "qdc"};
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < 3 && status >= 0; i++) {
        insights_export_options options = INSIGHTS_EXPORT_OPTIONS_INIT;
        insights_record *done = NULL;
        char *text = NULL;

        options.format = formats[i];
        status = insights_study_export(
            w->study, &options, world_keep, &text, &done, &w->error);
        w->output_after_failure |= status < 0 && done;
        insights_record_free(done);
        free(text);
        /* A library may be built without workbooks. */
        if (status == INSIGHTS_E_UNSUPPORTED)
            status = INSIGHTS_OK;
    }
    return status;
}

static insights_status try_codebook(world *w)
{
    static const char xml[] =
        "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes><Code "
        "guid=\"11111111-2222-3333-4444-555555555551\" name=\"Trust\" "
        "isCodable=\"true\"><Description>It is.</Description></Code></Codes>"
        "</CodeBook>";
    insights_record *done = NULL;
    insights_status status = insights_study_code_import(
        w->study, xml, sizeof(xml) - 1, &done, &w->error);

    w->output_after_failure = status < 0 && done;
    return status < 0 ? status : drop_record(w, done);
}

/* --- Exchange, privacy -----------------------------------------------------
 */

static insights_status try_study_merge(world *w)
{
    insights_record *summary = NULL;
    insights_cursor *out = NULL;
    insights_status status =
        insights_study_merge(w->study, w->other, 0, &summary, &out, &w->error);

    w->output_after_failure = status < 0 && (out || summary);
    insights_record_free(summary);
    return status < 0 ? status : drain(w, out);
}

CURSOR(study_merge_revisions, w->study, w->interview, NULL, w->other_revision)
CURSOR(study_compare, w->study, NULL, NULL)
CURSOR(study_disagreements, w->study, "Ina", "Ben")
RECORD(study_forget, w->study, "Otto", 0)

static insights_status try_study_pseudonymise(world *w)
{
    insights_study *out = NULL;
    insights_record *key = NULL;
    insights_status status = insights_study_pseudonymise(
        w->study, "Emil=Bob\nYear", &out, &key, &w->error);

    w->output_after_failure = status < 0 && (out || key);
    insights_record_free(key);
    return status < 0 ? status : drop_study(w, out);
}

/* --- The list ------------------------------------------------------------- */

const trial study_trials[] = {
    WRITES(study_open),
    WRITES(study_import_file),
    WRITES(study_import),
    WRITES(study_append),
    WRITES(study_import_guide),
    READS(study_conversation),
    READS(study_corpus),
    READS(study_roles),
    WRITES(study_correct),
    WRITES(study_rename_speaker),
    WRITES(study_analyze),
    READS(study_evidence),
    WRITES(study_code_add),
    WRITES(study_code_import),
    {"insights_study_code_import", try_codebook, 1},
    WRITES(study_code_rename),
    WRITES(study_code_merge),
    READS(study_codes),
    WRITES(study_code),
    READS(study_review),
    WRITES(study_decide),
    WRITES(study_apply),
    WRITES(study_memo),
    WRITES(study_delete),
    READS(study_log),
    WRITES(study_undo),
    READS(study_verify),
    READS(study_methods),
    READS(study_report),
    READS(study_export),
    WRITES(study_merge),
    WRITES(study_merge_revisions),
    READS(study_compare),
    READS(study_disagreements),
    {"insights_study_forget", try_study_forget, 2},
    READS(study_pseudonymise),
    READS(study_export),
    {NULL, NULL, 0}};
