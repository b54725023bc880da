/* disk.c - the disk itself: its files, its clock, its chance, its images. */
#include "simulation/disk_inside.h"

#include "base/environment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BEGINNING_MS INT64_C(1767225600000) /* 2026-01-01 */

const char *const disk_operation_names[DISK_OPERATIONS] = {
    "open", "read", "write", "sync", "truncate", "delete", "map", "lock"};

void *disk_allocate(size_t size)
{
    void *memory = calloc(1, size ? size : 1);

    if (!memory) {
        fprintf(stderr, "the simulated disk has no memory\n");
        abort();
    }
    return memory;
}

/* --- Time and chance ------------------------------------------------------ */

/* Splitmix64. */
uint64_t disk_draw(disk_random *random)
{
    uint64_t x = random->state += UINT64_C(0x9e3779b97f4a7c15);

    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

uint64_t disk_chance(disk *self)
{
    uint64_t drawn;

    pthread_mutex_lock(&self->lock);
    drawn = disk_draw(&self->chance);
    pthread_mutex_unlock(&self->lock);
    return drawn;
}

void disk_set_fate(disk *self, uint64_t seed)
{
    self->fate.state = seed;
}

int64_t disk_now_ns(const disk *self)
{
    return self->now_ns;
}

void disk_advance_ms(disk *self, int64_t milliseconds)
{
    pthread_mutex_lock(&self->lock);
    self->now_ns += milliseconds * 1000000;
    pthread_mutex_unlock(&self->lock);
}

static int64_t wall_ms(void *user)
{
    disk *self = user;

    return BEGINNING_MS + self->now_ns / 1000000;
}

static int64_t monotonic_ns(void *user)
{
    disk *self = user;

    return self->now_ns;
}

static int random_bytes(void *bytes, size_t length, void *user)
{
    unsigned char *out = bytes;

    for (size_t i = 0; i < length; i += sizeof(uint64_t)) {
        uint64_t drawn = disk_chance(user);
        size_t left = length - i;

        memcpy(out + i, &drawn, left < sizeof(drawn) ? left : sizeof(drawn));
    }
    return 1;
}

/* Setting it again makes the library and SQLite forget what they drew. */
static void begin_world(disk *self)
{
    insights__environment environment = {
        wall_ms, monotonic_ns, random_bytes, self};

    if (self->environment)
        insights__environment_set(&environment);
    sqlite3_randomness(0, NULL);
}

void disk_set_environment(disk *self)
{
    self->environment = 1;
    begin_world(self);
}

/* --- Files ---------------------------------------------------------------- */

disk_node *disk_find(const disk *self, const char *name)
{
    disk_node *node = self->nodes;

    while (node && !(node->linked && strcmp(node->name, name) == 0))
        node = node->next;
    return node;
}

/* New files stand at the end, so that their order is that of making. */
disk_node *disk_make(disk *self, const char *name)
{
    disk_node *node = disk_allocate(sizeof(*node));
    disk_node **end = &self->nodes;

    snprintf(node->name, sizeof(node->name), "%s", name);
    node->linked = *name != '\0';
    while (*end)
        end = &(*end)->next;
    *end = node;
    return node;
}

static void free_changes(disk_node *node)
{
    for (int i = 0; i < node->change_count; i++)
        free(node->changes[i].data);
    node->change_count = 0;
}

void disk_sweep(disk *self)
{
    disk_node **at = &self->nodes;

    while (*at) {
        disk_node *node = *at;

        if (node->linked || node->durable || node->opened) {
            at = &node->next;
            continue;
        }
        *at = node->next;
        free_changes(node);
        free(node->changes);
        free(node->now.data);
        free(node->synced.data);
        free(node);
    }
}

void disk_unlink(disk *self, disk_node *node, int last)
{
    node->linked = 0;
    if (last) {
        for (disk_node *each = self->nodes; each; each = each->next)
            each->durable = each->linked;
    }
    disk_sweep(self);
}

int64_t disk_used(disk *self)
{
    int64_t used = 0;

    for (const disk_node *node = self->nodes; node; node = node->next)
        used += node->linked || node->opened ? node->now.length : 0;
    return used;
}

int64_t disk_length(disk *self, const char *name)
{
    const disk_node *node = disk_find(self, name);

    return node ? node->now.length : -1;
}

void disk_remove(disk *self, const char *name)
{
    disk_node *node = disk_find(self, name);

    if (node) {
        node->durable = 0;
        disk_unlink(self, node, 0);
    }
}

void disk_fill(disk_bytes *out, const unsigned char *data, int64_t length)
{
    free(out->data);
    out->data = disk_allocate((size_t)length);
    if (length)
        memcpy(out->data, data, (size_t)length);
    out->length = out->room = length;
}

static void add_file(
    disk *self,
    const char *name,
    const unsigned char *data,
    int64_t length)
{
    disk_node *node = disk_make(self, name);

    disk_fill(&node->now, data, length);
    disk_fill(&node->synced, data, length);
    node->durable = 1;
}

int disk_load(disk *self, const char *name, const char *real_path)
{
    FILE *file = fopen(real_path, "rb");
    disk_bytes bytes = {NULL, 0, 0};
    size_t got = 1;

    if (!file)
        return 0;
    while (got) {
        bytes.data = realloc(bytes.data, (size_t)bytes.length + 65536);
        if (!bytes.data)
            abort();
        got = fread(bytes.data + bytes.length, 1, 65536, file);
        bytes.length += (int64_t)got;
    }
    fclose(file);
    disk_remove(self, name);
    add_file(self, name, bytes.data, bytes.length);
    free(bytes.data);
    return 1;
}

/* --- Images --------------------------------------------------------------- */

struct disk_image {
    disk_node *nodes; /* only names and `now` */
    disk_random chance;
    disk_random noise;
    int64_t now_ns;
};

disk_image *disk_copy(disk *self)
{
    disk_image *image = disk_allocate(sizeof(*image));
    disk_node **end = &image->nodes;

    image->chance = self->chance;
    image->noise = self->noise;
    image->now_ns = self->now_ns;
    for (disk_node *node = self->nodes; node; node = node->next) {
        if (!node->linked)
            continue;
        *end = disk_allocate(sizeof(**end));
        memcpy((*end)->name, node->name, sizeof(node->name));
        disk_fill(&(*end)->now, node->now.data, node->now.length);
        end = &(*end)->next;
    }
    return image;
}

static void clear(disk *self)
{
    disk_power_off(self);
    for (disk_node *node = self->nodes; node; node = node->next)
        node->linked = node->durable = node->opened = 0;
    disk_sweep(self);
}

void disk_restore(disk *self, const disk_image *image)
{
    clear(self);
    for (const disk_node *node = image->nodes; node; node = node->next)
        add_file(self, node->name, node->now.data, node->now.length);
    self->off = 0;
    self->process = 0;
    self->dead = 0;
    disk_rewind(self, image);
}

void disk_rewind(disk *self, const disk_image *image)
{
    self->chance = image->chance;
    self->noise = image->noise;
    self->now_ns = image->now_ns;
    self->trace = 0;
    disk_heal(self);
    begin_world(self);
}

void disk_image_free(disk_image *image)
{
    while (image && image->nodes) {
        disk_node *node = image->nodes;

        image->nodes = node->next;
        free(node->now.data);
        free(node);
    }
    free(image);
}

/* --- Lifetime ------------------------------------------------------------- */

disk *disk_new(uint64_t seed)
{
    disk *self = disk_allocate(sizeof(*self));

    pthread_mutex_init(&self->lock, NULL);
    self->chance.state = seed;
    self->noise.state = seed * 31 + 1;
    self->fate.state = ~seed;
    disk_vfs_init(&self->vfs);
    self->vfs.pAppData = self;
    sqlite3_vfs_register(&self->vfs, 1);
    sqlite3_randomness(0, NULL);
    return self;
}

void disk_free(disk *self)
{
    if (!self)
        return;
    if (self->environment)
        insights__environment_set(NULL);
    sqlite3_vfs_unregister(&self->vfs);
    sqlite3_randomness(0, NULL);
    clear(self);
    pthread_mutex_destroy(&self->lock);
    free(self);
}
