/*
 * files.h - files and folders named on the command line.
 */
#ifndef INSIGHTS_CLI_FILES_H
#define INSIGHTS_CLI_FILES_H

#include "cli/base.h"

/* The whole file; "-" is standard input. 0 or the exit code. */
int cli_read_file(
    cli_context *context,
    const char *path,
    char **bytes,
    size_t *length);
int cli_exists(const char *path);
int cli_is_folder(const char *path);
/* The transcripts below a folder, sorted; guides apart. */
void cli_folder_files(
    const char *folder,
    cli_texts *transcripts,
    cli_texts *guides);
const char *cli_base_name(const char *path);
/* "a/b.vtt" and ".report.html" -> "a/b.report.html". Owned. */
char *cli_beside(const char *path, const char *ending);
/* Looks like a path rather than a verb. */
int cli_looks_like_path(const char *word);
/* A folder of shipped files: "examples" below the source or share folder,
 * NULL where it is not there. Owned. */
char *cli_shipped(const char *name);

#endif /* INSIGHTS_CLI_FILES_H */
