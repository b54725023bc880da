/*
 * config.c - settings: flag before environment before the folder's
 * insights.conf before the user's file.
 *
 * A file has one `key = value` a line; `#` begins a comment.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const cli_setting known[] = {
    {"store", "INSIGHTS_STORE",
     "the study's file, where none lies here or above", NULL, NULL},
    {"project", "INSIGHTS_PROJECT", "the project of the store", NULL, NULL},
    {"actor", "INSIGHTS_ACTOR", "your name, on what you decide", NULL, NULL},
};
#define KNOWN (sizeof(known) / sizeof(known[0]))

static char *user_file(void)
{
    const char *folder = getenv("INSIGHTS_CONFIG_DIR");
    const char *home = getenv("HOME");

    if (folder && *folder)
        return cli_format("%s/config", folder);
    folder = getenv("XDG_CONFIG_HOME");
    if (folder && *folder)
        return cli_format("%s/insights/config", folder);
    return home && *home ? cli_format("%s/.config/insights/config", home)
                         : NULL;
}

static char *folder_file(void)
{
    char *here = getcwd(NULL, 0);

    while (here) {
        char *path = cli_format("%s/insights.conf", here);
        char *slash = strrchr(here, '/');

        if (cli_exists(path)) {
            free(here);
            return path;
        }
        free(path);
        if (!slash || slash == here)
            break;
        *slash = '\0';
    }
    free(here);
    return NULL;
}

void cli_config_find(cli_context *context)
{
    context->user_file = user_file();
    context->folder_file = folder_file();
}

/* The part of a line between white space, in place. */
static char *trim(char *text)
{
    char *end = NULL;

    while (*text == ' ' || *text == '\t')
        text++;
    end = text + strlen(text);
    while (end > text && strchr(" \t\r\n", end[-1]))
        *--end = '\0';
    return text;
}

static char *read_key(const char *path, const char *key)
{
    FILE *file = path ? fopen(path, "r") : NULL;
    char *line = NULL;
    size_t size = 0;
    char *value = NULL;

    while (file && getline(&line, &size, file) > 0) {
        char *equals = strchr(line, '=');

        if (*trim(line) == '#' || !equals)
            continue;
        *equals = '\0';
        if (strcmp(trim(line), key) == 0) {
            free(value);
            value = cli_copy(trim(equals + 1));
        }
    }
    free(line);
    if (file)
        fclose(file);
    return value;
}

/* A store named in a file is meant from that file's folder. */
static char *from_file(const char *path, const char *key)
{
    char *value = read_key(path, key);
    char *full = NULL;

    if (!value || strcmp(key, "store") != 0 || *value == '/' ||
        strchr(value, ':'))
        return value;
    full = cli_format("%.*s%s", (int)(cli_base_name(path) - path), path, value);
    free(value);
    return full;
}

static void resolve(cli_context *context, cli_setting *setting)
{
    const char *flag = cli_value(&context->args, setting->key);
    const char *variable = getenv(setting->variable);

    if (flag) {
        setting->value = cli_copy(flag);
        setting->origin = cli_format("--%s", setting->key);
        return;
    }
    if (variable && *variable) {
        setting->value = cli_copy(variable);
        setting->origin = cli_copy(setting->variable);
        return;
    }
    setting->value = from_file(context->folder_file, setting->key);
    if (setting->value) {
        setting->origin = cli_copy(context->folder_file);
        return;
    }
    setting->value = from_file(context->user_file, setting->key);
    if (setting->value)
        setting->origin = cli_copy(context->user_file);
}

cli_setting *cli_settings(cli_context *context)
{
    cli_setting *settings = cli_alloc((KNOWN + 1) * sizeof(*settings));

    for (size_t i = 0; i < KNOWN; i++) {
        settings[i] = known[i];
        resolve(context, &settings[i]);
    }
    return settings;
}

void cli_settings_free(cli_setting *settings)
{
    for (cli_setting *at = settings; at && at->key; at++) {
        free(at->value);
        free(at->origin);
    }
    free(settings);
}

char *cli_setting_value(cli_context *context, const char *key)
{
    for (size_t i = 0; i < KNOWN; i++) {
        cli_setting setting = known[i];

        if (strcmp(setting.key, key) == 0) {
            resolve(context, &setting);
            free(setting.origin);
            return setting.value;
        }
    }
    return NULL;
}

static void make_folders(const char *file)
{
    char *path = cli_copy(file);

    for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        mkdir(path, 0700);
        *at = '/';
    }
    free(path);
}

/* The lines of a file without those of a key. */
static char *other_lines(const char *path, const char *key)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0;
    cli_buffer kept = {0};

    while (file && getline(&line, &size, file) > 0) {
        const char *at = line + strspn(line, " \t");
        size_t length = strlen(key);

        if (cli_starts(at, key) &&
            at[length + strspn(at + length, " \t")] == '=')
            continue;
        cli_put(&kept, line);
        if (!strchr(line, '\n'))
            cli_put(&kept, "\n");
    }
    free(line);
    if (file)
        fclose(file);
    return cli_take(&kept);
}

int cli_setting_write(
    cli_context *context,
    const char *path,
    const char *key,
    const char *value)
{
    char *kept = other_lines(path, key);
    char *part = cli_format("%s.part", path);
    FILE *file = NULL;
    int code = CLI_OK;

    make_folders(path);
    file = fopen(part, "w");
    if (!file || fprintf(file, "%s%s = %s\n", kept, key, value) < 0 ||
        fflush(file) != 0 || rename(part, path) != 0)
        code = cli_complain(
            context, CLI_FAILURE, "io", "%s: %s", path, strerror(errno));
    if (file)
        fclose(file);
    if (code)
        unlink(part);
    free(part);
    free(kept);
    return code;
}
