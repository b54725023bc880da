/* disk_fault.c - every change of the disk: counted, slowed down, failed, and
 * kept apart until it is synced. */
#include "simulation/disk_inside.h"

#include <stdlib.h>
#include <string.h>

/* What a sync takes; all else takes no time that anybody would notice. */
#define SYNC_NS 1000000

/* --- Counting and failing ------------------------------------------------- */

void disk_fail(disk *self, const disk_fault *fault)
{
    if (self->fault_count == DISK_FAULTS)
        abort();
    self->faults[self->fault_count].fault = *fault;
    self->faults[self->fault_count].seen = 0;
    self->fault_count++;
}

void disk_set_capacity(disk *self, int64_t bytes)
{
    self->capacity = bytes;
}

void disk_heal(disk *self)
{
    self->fault_count = 0;
    self->capacity = 0;
    self->failures = 0;
    memset(self->counts, 0, sizeof(self->counts));
}

int64_t disk_count(const disk *self, disk_operation operation)
{
    return self->counts[operation];
}

int64_t disk_failures(const disk *self)
{
    return self->failures;
}

uint64_t disk_trace(const disk *self)
{
    return self->trace;
}

static void mix(uint64_t *trace, uint64_t value)
{
    *trace = (*trace ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    *trace ^= *trace >> 29;
}

static void mix_bytes(uint64_t *trace, const void *bytes, int64_t length)
{
    const unsigned char *at = bytes;

    mix(trace, (uint64_t)length);
    for (; at && length > 0; at += 8, length -= 8) {
        uint64_t word = 0;

        memcpy(&word, at, length < 8 ? (size_t)length : 8);
        mix(trace, word);
    }
}

/* Whether this operation is one that the fault is about. */
static int meets(disk_planned *planned, disk_operation operation)
{
    const disk_fault *fault = &planned->fault;

    if (fault->operation != operation)
        return 0;
    planned->seen++;
    return planned->seen >= fault->from &&
           (!fault->times || planned->seen < fault->from + fault->times);
}

int disk_begin(
    disk *self,
    disk_operation operation,
    const char *name,
    int64_t at,
    const void *bytes,
    int64_t length,
    int *power)
{
    int code = SQLITE_OK;

    *power = 0;
    if (disk_is_dead(self))
        return SQLITE_IOERR;
    self->counts[operation]++;
    self->now_ns += operation == DISK_SYNC ? SYNC_NS : 0;
    for (int i = 0; i < self->fault_count; i++) {
        const disk_fault *fault = &self->faults[i].fault;

        if (!meets(&self->faults[i], operation))
            continue;
        self->now_ns += (int64_t)fault->slow_ms * 1000000;
        code = fault->code ? fault->code : code;
        *power |= fault->power;
    }
    self->failures += code != SQLITE_OK;
    mix(&self->trace, (uint64_t)operation << 32 | (uint32_t)code);
    mix_bytes(&self->trace, name, (int64_t)strlen(name));
    mix(&self->trace, (uint64_t)at);
    mix_bytes(&self->trace, bytes, length);
    return code;
}

/* --- Bytes ---------------------------------------------------------------- */

static void set_length(disk_bytes *bytes, int64_t length)
{
    if (length > bytes->room) {
        int64_t room = bytes->room * 2 > length ? bytes->room * 2 : length;

        bytes->data = realloc(bytes->data, (size_t)room);
        if (!bytes->data)
            abort();
        bytes->room = room;
    }
    if (length > bytes->length)
        memset(
            bytes->data + bytes->length, 0, (size_t)(length - bytes->length));
    bytes->length = length;
}

static void put(
    disk_bytes *bytes,
    int64_t at,
    const unsigned char *data,
    int64_t length)
{
    if (at + length > bytes->length)
        set_length(bytes, at + length);
    memcpy(bytes->data + at, data, (size_t)length);
}

void disk_change_apply(disk_bytes *bytes, const disk_change *change)
{
    if (change->data)
        put(bytes, change->at, change->data, change->length);
    else
        set_length(bytes, change->length);
}

/* Any of the sectors that a write touches; where it ends behind the file, the
 * file may have grown without the bytes. */
void disk_change_tear(
    disk_bytes *bytes,
    const disk_change *change,
    disk_random *fate)
{
    int64_t end = change->at + change->length;
    int64_t at = change->at;

    if (!change->data) {
        disk_change_apply(bytes, change);
        return;
    }
    if (end > bytes->length && disk_draw(fate) & 1)
        set_length(bytes, end);
    while (at < end) {
        int64_t next = (at / DISK_SECTOR + 1) * DISK_SECTOR;

        next = next < end ? next : end;
        if (disk_draw(fate) & 1)
            put(bytes, at, change->data + (at - change->at), next - at);
        at = next;
    }
}

/* --- Changing a file ------------------------------------------------------ */

static disk_change *add_change(disk_node *node)
{
    if (node->change_count == node->change_room) {
        node->change_room = node->change_room ? node->change_room * 2 : 16;
        node->changes = realloc(
            node->changes, (size_t)node->change_room * sizeof(*node->changes));
        if (!node->changes)
            abort();
    }
    memset(&node->changes[node->change_count], 0, sizeof(disk_change));
    return &node->changes[node->change_count++];
}

static void write_now(
    disk_node *node,
    int64_t at,
    const unsigned char *bytes,
    int64_t length)
{
    disk_change *change;

    if (length <= 0)
        return;
    change = add_change(node);
    change->at = at;
    change->length = length;
    change->data = disk_allocate((size_t)length);
    memcpy(change->data, bytes, (size_t)length);
    put(&node->now, at, change->data, length);
}

/* How much of a write still fits. */
static int64_t fitting(
    disk *self,
    const disk_node *node,
    int64_t at,
    int64_t length)
{
    int64_t grows = at + length - node->now.length;
    int64_t left;

    if (!self->capacity || grows <= 0)
        return length;
    left = self->capacity - disk_used(self);
    if (grows <= left)
        return length;
    left = left > 0 ? left / DISK_SECTOR * DISK_SECTOR : 0;
    return length - grows + left > 0 ? length - grows + left : 0;
}

int disk_write(
    disk *self,
    disk_node *node,
    int64_t at,
    const void *bytes,
    int64_t length)
{
    int64_t fits = fitting(self, node, at, length);
    int64_t done = length;
    int power;
    int code =
        disk_begin(self, DISK_WRITE, node->name, at, bytes, length, &power);

    if (code == SQLITE_OK && fits < length) {
        code = SQLITE_FULL;
        self->failures++;
        done = fits;
    } else if (code != SQLITE_OK) {
        done =
            (int64_t)(disk_draw(&self->fate) % (uint64_t)(length / DISK_SECTOR + 1)) *
            DISK_SECTOR;
    }
    write_now(node, at, bytes, done);
    if (power) {
        disk_stop(self, power);
        return SQLITE_IOERR;
    }
    return code;
}

int disk_truncate(disk *self, disk_node *node, int64_t length)
{
    int power;
    int code =
        disk_begin(self, DISK_TRUNCATE, node->name, length, NULL, 0, &power);

    if (code == SQLITE_OK && length != node->now.length) {
        add_change(node)->length = length;
        set_length(&node->now, length);
    }
    if (power) {
        disk_stop(self, power);
        return SQLITE_IOERR;
    }
    return code;
}

static void drop_changes(disk_node *node)
{
    for (int i = 0; i < node->change_count; i++)
        free(node->changes[i].data);
    node->change_count = 0;
}

int disk_sync(disk *self, disk_node *node, int names)
{
    int power;
    int code = disk_begin(self, DISK_SYNC, node->name, 0, NULL, 0, &power);

    if (power) {
        disk_stop(self, power);
        return SQLITE_IOERR;
    }
    for (int i = 0; i < node->change_count; i++) {
        if (code == SQLITE_OK)
            disk_change_apply(&node->synced, &node->changes[i]);
        else if (disk_draw(&self->fate) & 1)
            disk_change_tear(&node->synced, &node->changes[i], &self->fate);
    }
    drop_changes(node);
    if (code != SQLITE_OK)
        return code;
    for (disk_node *each = self->nodes; names && each; each = each->next)
        each->durable = each->linked;
    if (names)
        disk_sweep(self);
    return code;
}
