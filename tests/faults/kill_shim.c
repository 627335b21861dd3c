/* Kill the program at the n-th change it makes to any file: in the middle of a write, or instead of a sync.
 *
 * Built and preloaded by `kills.py`. Nothing happens until the program calls koperta_die_at(n).
 * The n-th write, pwrite, sync, truncation, rename or deletion from then on is the program's last: a write puts
 * half of its bytes into the file first, the others do nothing.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long left = -1;

void koperta_die_at(long n) { atomic_store(&left, n); }

static int last(void) { return atomic_load(&left) > 0 && atomic_fetch_sub(&left, 1) == 1; }

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static int is_file(int fd) {
    struct stat found;
    return fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
}

ssize_t write(int fd, const void *bytes, size_t n) {
    if (is_file(fd) && last()) {
        syscall(SYS_write, fd, bytes, n / 2);
        die();
    }
    return syscall(SYS_write, fd, bytes, n);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) {
    if (is_file(fd) && last()) {
        syscall(SYS_pwrite64, fd, bytes, n / 2, at);
        die();
    }
    return syscall(SYS_pwrite64, fd, bytes, n, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return pwrite64(fd, bytes, n, at); }

#define BEFORE(call) if (last()) die(); return call
int fsync(int fd) { BEFORE(syscall(SYS_fsync, fd)); }
int fdatasync(int fd) { BEFORE(syscall(SYS_fdatasync, fd)); }
int ftruncate64(int fd, off64_t n) { BEFORE(syscall(SYS_ftruncate, fd, n)); }
int ftruncate(int fd, off_t n) { BEFORE(syscall(SYS_ftruncate, fd, n)); }
int unlink(const char *path) { BEFORE(syscall(SYS_unlink, path)); }
int rename(const char *from, const char *to) { BEFORE(syscall(SYS_rename, from, to)); }
