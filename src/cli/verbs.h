/*
 * verbs.h - the functions that the table of verbs calls.
 */
#ifndef INSIGHTS_CLI_VERBS_H
#define INSIGHTS_CLI_VERBS_H

#include "cli/cli.h"

int cli_verb_new(cli_context *context);
int cli_verb_import(cli_context *context);
int cli_verb_outline(cli_context *context);
int cli_verb_answers(cli_context *context);
int cli_verb_check(cli_context *context);
int cli_verb_code(cli_context *context);
int cli_verb_review(cli_context *context);
int cli_verb_report(cli_context *context);
int cli_verb_export(cli_context *context);
int cli_verb_turns(cli_context *context);
int cli_verb_kwic(cli_context *context);
int cli_verb_phrases(cli_context *context);
int cli_verb_schedule(cli_context *context);
int cli_verb_search(cli_context *context);
int cli_verb_locate(cli_context *context);
int cli_verb_verify(cli_context *context);
int cli_verb_analyze(cli_context *context);
int cli_verb_evidence(cli_context *context);
int cli_verb_codes(cli_context *context);
int cli_verb_apply(cli_context *context);
int cli_verb_memo(cli_context *context);
int cli_verb_log(cli_context *context);
int cli_verb_undo(cli_context *context);
int cli_verb_methods(cli_context *context);
int cli_verb_list(cli_context *context);
int cli_verb_show(cli_context *context);
int cli_verb_delete(cli_context *context);
int cli_verb_forget(cli_context *context);
int cli_verb_correct(cli_context *context);
int cli_verb_compare(cli_context *context);
int cli_verb_merge(cli_context *context);
int cli_verb_restore(cli_context *context);
int cli_verb_sql(cli_context *context);
int cli_verb_demo(cli_context *context);
int cli_verb_doctor(cli_context *context);
int cli_verb_config(cli_context *context);
int cli_verb_completion(cli_context *context);
int cli_verb_help(cli_context *context);

#endif /* INSIGHTS_CLI_VERBS_H */
