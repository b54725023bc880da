/*
 * config.h - settings: flag before environment before folder before user.
 */
#ifndef INSIGHTS_CLI_CONFIG_H
#define INSIGHTS_CLI_CONFIG_H

#include "cli/base.h"

/* The value of store, project or actor: flag, environment, folder, user. */
char *cli_setting_value(cli_context *context, const char *key);
/* All of them, ended by a NULL key. Release with cli_settings_free(). */
cli_setting *cli_settings(cli_context *context);
void cli_settings_free(cli_setting *settings);
int cli_setting_write(
    cli_context *context,
    const char *file,
    const char *key,
    const char *value);
/* Sets folder_file and user_file. */
void cli_config_find(cli_context *context);

#endif /* INSIGHTS_CLI_CONFIG_H */
