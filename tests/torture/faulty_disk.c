/* A disk that fails, preloaded into the typist: what is asked of files under $FAULTY_FOLDER fails now and then.
   fault_set(kind, permille) is called from within; kind 0 is a disk in order. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { NONE, FULL, WRITE_ERROR, SYNC_ERROR, SHORT_WRITE, READ_ERROR };

static int kind = NONE, permille = 0;
static unsigned long failures = 0;
static unsigned int seed = 1;

void fault_set(int new_kind, int new_permille) { kind = new_kind; permille = new_permille; }
unsigned long fault_count(void) { return failures; }

static int strikes(int file) {
    static const char *folder = NULL;
    char name[64], path[4096];
    if (kind == NONE || (int)(rand_r(&seed) % 1000) >= permille) return 0;
    if (folder == NULL && (folder = getenv("FAULTY_FOLDER")) == NULL) return 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    if (strncmp(path, folder, strlen(folder)) != 0) return 0;
    failures++;
    return 1;
}

#define REAL(name) static __typeof__(name) *real = NULL; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static int write_errno(void) { return kind == FULL ? ENOSPC : EIO; }
static int writes_fail(void) { return kind == FULL || kind == WRITE_ERROR || kind == SHORT_WRITE; }

ssize_t write(int file, const void *data, size_t count) {
    REAL(write);
    if (writes_fail() && strikes(file)) {
        if (kind == SHORT_WRITE && count > 1) return real(file, data, count / 2);
        errno = write_errno();
        return -1;
    }
    return real(file, data, count);
}

/* A short write leaves half of the data on the disk; that the rest fails is left to chance at the next call. */
ssize_t pwrite64(int file, const void *data, size_t count, off64_t at) {
    REAL(pwrite64);
    if (writes_fail() && strikes(file)) {
        if (kind == SHORT_WRITE && count > 1 && rand_r(&seed) % 2) return real(file, data, count / 2, at);
        if (kind == SHORT_WRITE) real(file, data, count / 2, at);
        errno = write_errno();
        return -1;
    }
    return real(file, data, count, at);
}

ssize_t pwrite(int file, const void *data, size_t count, off_t at) { return pwrite64(file, data, count, at); }

ssize_t pread64(int file, void *data, size_t count, off64_t at) {
    REAL(pread64);
    if (kind == READ_ERROR && strikes(file)) { errno = EIO; return -1; }
    return real(file, data, count, at);
}

ssize_t pread(int file, void *data, size_t count, off_t at) { return pread64(file, data, count, at); }

int ftruncate64(int file, off64_t length) {
    REAL(ftruncate64);
    if ((kind == FULL || kind == WRITE_ERROR) && strikes(file)) { errno = write_errno(); return -1; }
    return real(file, length);
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

int fsync(int file) {
    REAL(fsync);
    if (kind == SYNC_ERROR && strikes(file)) { errno = EIO; return -1; }
    return real(file);
}

int fdatasync(int file) {
    REAL(fdatasync);
    if (kind == SYNC_ERROR && strikes(file)) { errno = EIO; return -1; }
    return real(file);
}
