/*
 * base.h - what every part of the program knows: exit codes, the screen, the
 * command at work. A verb returns its exit code.
 */
#ifndef INSIGHTS_CLI_BASE_H
#define INSIGHTS_CLI_BASE_H

#include "cli/json.h"
#include "cli/options.h"
#include "cli/text.h"

#include <insights/model.h>
#include <insights/study.h>

#include <stdio.h>

/* Exit codes. */
enum {
    CLI_OK = 0,
    CLI_FAILURE = 1,
    CLI_USAGE = 2,
    CLI_NOT_FOUND = 3,
    CLI_CREDENTIALS = 4,
    CLI_CHECK_FAILED = 5,
    CLI_PROVIDER = 6,
    CLI_PARTLY = 7,
    CLI_INTERRUPTED = 130
};

/* A terminal, or what stands for one. */
typedef struct cli_screen {
    int is_terminal;
    int colour;
    size_t width;
} cli_screen;

/* Where a value of the configuration came from. */
typedef struct cli_setting {
    const char *key;
    const char *variable; /* of the environment */
    const char *about;
    char *value;  /* NULL: not set */
    char *origin; /* for people */
} cli_setting;

typedef struct cli_context {
    cli_args args;
    cli_screen screen; /* stdout */
    cli_screen talk;   /* stderr */
    int json;          /* failures are JSON too */
    int quiet;
    char *folder_file; /* the folder's insights.conf, or NULL */
    char *user_file;   /* where the user's configuration is or would be */
    int made;          /* the store's file is new */
    char *uri;         /* of the store, once it is open */
    insights_store *store;
    insights_study *study;
    insights_error *error;
} cli_context;

/* Set by ^C; verbs look between two steps. */
int cli_interrupted(void);

#endif /* INSIGHTS_CLI_BASE_H */
