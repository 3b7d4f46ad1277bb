/* Makes the nth call that touches a folder fail, or kills the process there; for benchmarks/faults.

       cc -O2 -shared -fPIC -o fail-nth.so fail-nth.c -ldl
       LD_PRELOAD=./fail-nth.so FAIL_PROGRAM=tamga FAIL_FOLDER=/tmp/work FAIL_NTH=7 FAIL_HOW=EIO tamga import …

   Counted are open, read, write, sync, ftruncate, rename, unlink and mmap of what lies below FAIL_FOLDER, and every
   posix_spawn and fork. With FAIL_PIPES also pipes and sockets. Calls of other programs, and of what is loaded from
   elsewhere, are passed on as they are.

       FAIL_NTH    the number of the call, from 1; 0 counts only
       FAIL_HOW    EIO, ENOSPC, EINTR, EACCES, EMFILE, ENOMEM; SHORT (half is read or written); KILL-BEFORE, KILL-AFTER
       FAIL_FROM   set: every later call fails as well (a disk that stays full, a device that is gone)
       FAIL_KINDS  only these kinds are counted, with commas between: open,read,write,sync,truncate,rename,unlink,mmap,spawn,list
       FAIL_LOG    a file (not below FAIL_FOLDER) that takes a line a counted call: number, kind, path
       FAIL_CLOCK  seconds that the wall clock jumps, with FAIL_NTH as the call at which it does */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static char folder[4096];
static size_t folder_length;
static long nth;
static long clock_jump;
static int from, pipes, active, log_file = -1;
static char how[32], kinds[256];
static atomic_long calls;

__attribute__((constructor)) static void begin(void) {
    const char *program = getenv("FAIL_PROGRAM"), *path = getenv("FAIL_FOLDER");
    if (!path || (program && strcmp(program, program_invocation_short_name) != 0)) return;
    if (!realpath(path, folder)) return;
    folder_length = strlen(folder);
    const char *text = getenv("FAIL_NTH");
    nth = text ? atol(text) : 0;
    text = getenv("FAIL_CLOCK");
    clock_jump = text ? atol(text) : 0;
    from = getenv("FAIL_FROM") != NULL;
    pipes = getenv("FAIL_PIPES") != NULL;
    if ((text = getenv("FAIL_HOW"))) snprintf(how, sizeof how, "%s", text);
    if ((text = getenv("FAIL_KINDS"))) snprintf(kinds, sizeof kinds, ",%s,", text);
    if ((text = getenv("FAIL_LOG")))
        log_file = (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    active = 1;
}

static int below(const char *path) {
    char whole[8192];
    if (path[0] != '/') {
        if (!getcwd(whole, 4096)) return 0;
        size_t length = strlen(whole);
        snprintf(whole + length, sizeof whole - length, "/%s", path);
        path = whole;
    }
    return strncmp(path, folder, folder_length) == 0 && (path[folder_length] == '/' || path[folder_length] == 0);
}

/* The path that a descriptor leads to, where it is one that counts. */
static int counts(int file, char *path, size_t room) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, room - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    if (file == log_file) return 0;
    if (path[0] == '/') return below(path);
    return pipes && file > 2 && (strncmp(path, "pipe:", 5) == 0 || strncmp(path, "socket:", 7) == 0);
}

/* What becomes of a call: 0 goes on, 1 fails with errno set, 2 is cut short, 3 is killed after. */
static int verdict(const char *kind, const char *path) {
    if (!active) return 0;
    if (kinds[0]) {
        char word[32];
        snprintf(word, sizeof word, ",%s,", kind);
        if (!strstr(kinds, word)) return 0;
    }
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (log_file >= 0) {
        char line[8300];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", number, kind, path);
        syscall(SYS_write, log_file, line, (size_t)length);
    }
    if (nth == 0 || clock_jump || number < nth || (number > nth && !from)) return 0;
    /* A full disk can still be read. */
    if (number > nth && strcmp(how, "ENOSPC") == 0 && strcmp(kind, "write") != 0 && strcmp(kind, "truncate") != 0) return 0;
    if (strcmp(how, "KILL-BEFORE") == 0) syscall(SYS_kill, getpid(), SIGKILL);
    if (strcmp(how, "KILL-AFTER") == 0) return 3;
    if (strcmp(how, "SHORT") == 0) return 2;
    static const struct { const char *name; int code; } codes[] = {
        {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EINTR", EINTR}, {"EACCES", EACCES}, {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM}};
    for (size_t index = 0; index < sizeof codes / sizeof *codes; index++)
        if (strcmp(how, codes[index].name) == 0) errno = codes[index].code;
    return 1;
}

static void after(int what) {
    if (what == 3) syscall(SYS_kill, getpid(), SIGKILL);
}

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define OPENER(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
        int what = active && below(path) ? verdict("open", path) : 0; \
        if (what == 1) return -1; \
        int result = real(path, flags, mode); \
        after(what); \
        return result; \
    }
OPENER(open)
OPENER(open64)

#define OPENER_AT(name) \
    int name(int at, const char *path, int flags, ...) { \
        REAL(name); \
        mode_t mode = 0; \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
        int what = active && below(path) ? verdict("open", path) : 0; \
        if (what == 1) return -1; \
        int result = real(at, path, flags, mode); \
        after(what); \
        return result; \
    }
OPENER_AT(openat)
OPENER_AT(openat64)

#define PASS(kind, count) \
    char path[4200]; \
    int what = active && counts(file, path, sizeof path) ? verdict(kind, path) : 0; \
    if (what == 1) return -1; \
    if (what == 2) count = count > 1 ? count / 2 : count

#define DONE(call) \
    __typeof__(call) result = call; \
    after(what); \
    return result

ssize_t read(int file, void *bytes, size_t count) { REAL(read); PASS("read", count); DONE(real(file, bytes, count)); }
ssize_t write(int file, const void *bytes, size_t count) { REAL(write); PASS("write", count); DONE(real(file, bytes, count)); }
ssize_t pread(int file, void *bytes, size_t count, off_t at) { REAL(pread); PASS("read", count); DONE(real(file, bytes, count, at)); }
ssize_t pread64(int file, void *bytes, size_t count, off64_t at) { REAL(pread64); PASS("read", count); DONE(real(file, bytes, count, at)); }
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { REAL(pwrite); PASS("write", count); DONE(real(file, bytes, count, at)); }
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) { REAL(pwrite64); PASS("write", count); DONE(real(file, bytes, count, at)); }
ssize_t writev(int file, const struct iovec *parts, int count) { REAL(writev); PASS("write", count); DONE(real(file, parts, count)); }

#define SIMPLE(kind) \
    char path[4200]; \
    int what = active && counts(file, path, sizeof path) ? verdict(kind, path) : 0; \
    if (what == 1) return -1

int fsync(int file) { REAL(fsync); SIMPLE("sync"); DONE(real(file)); }
int fdatasync(int file) { REAL(fdatasync); SIMPLE("sync"); DONE(real(file)); }
int ftruncate(int file, off_t size) { REAL(ftruncate); SIMPLE("truncate"); DONE(real(file, size)); }
int ftruncate64(int file, off64_t size) { REAL(ftruncate64); SIMPLE("truncate"); DONE(real(file, size)); }

/* Folders are counted only where “list” is among the kinds: how often they are looked at is a matter of time. */
DIR *opendir(const char *path) {
    REAL(opendir);
    int what = active && kinds[0] && below(path) ? verdict("list", path) : 0;
    if (what == 1) return NULL;
    DONE(real(path));
}

int rename(const char *old, const char *new) {
    REAL(rename);
    int what = active && below(new) ? verdict("rename", new) : 0;
    if (what == 1) return -1;
    DONE(real(old, new));
}
int unlink(const char *path) {
    REAL(unlink);
    int what = active && below(path) ? verdict("unlink", path) : 0;
    if (what == 1) return -1;
    DONE(real(path));
}

#define MAPPER(name, type) \
    void *name(void *address, size_t length, int protection, int flags, int file, type at) { \
        /* The loader maps before there is anything to look up by; what has no file is passed on. */ \
        if (!active || file < 0) return (void *)syscall(SYS_mmap, address, length, protection, flags, file, at); \
        char path[4200]; \
        int what = counts(file, path, sizeof path) ? verdict("mmap", path) : 0; \
        if (what == 1) return MAP_FAILED; \
        void *result = (void *)syscall(SYS_mmap, address, length, protection, flags, file, at); \
        after(what); \
        return result; \
    }
MAPPER(mmap, off_t)
MAPPER(mmap64, off64_t)

int posix_spawn(pid_t *child, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
                char *const arguments[], char *const environment[]) {
    REAL(posix_spawn);
    int what = verdict("spawn", path);
    if (what == 1) return errno;
    DONE(real(child, path, actions, attributes, arguments, environment));
}
int posix_spawnp(pid_t *child, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
                 char *const arguments[], char *const environment[]) {
    REAL(posix_spawnp);
    int what = verdict("spawn", path);
    if (what == 1) return errno;
    DONE(real(child, path, actions, attributes, arguments, environment));
}
pid_t fork(void) {
    REAL(fork);
    int what = verdict("spawn", "fork");
    if (what == 1) return -1;
    DONE(real());
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (active && clock_jump && clock == CLOCK_REALTIME && atomic_load(&calls) >= nth) time->tv_sec += clock_jump;
    return result;
}
int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}
time_t time(time_t *room) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (room) *room = now.tv_sec;
    return now.tv_sec;
}
