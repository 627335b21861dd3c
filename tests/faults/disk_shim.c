/* Record, and on demand break, every change a program makes below one folder.
 *
 * Built and preloaded by `disk_record.py`. It does nothing until the program writes to one of the numbers below,
 * which are no open files; without the shim such a write fails.
 *
 *   -7001  a note of the program's own, put into the record where it happens (an acknowledgement)
 *   -7002  "CALL ERRNO TIMES": count calls from 1; the calls CALL to CALL+TIMES-1 fail with ERRNO,
 *          or write only the first half when ERRNO is 0. "0 0 0" only counts.
 *   -7003  returns how many calls were counted
 *   -7004  "RECORD\nFOLDER": begin a record in a file outside the folder; "\n" ends it
 *
 * One entry of the record: u8 what, u8 errno, u16 zero, u32 handle, u64 place, u32 length (native), then bytes.
 * A call and its entry are made under one lock, so the record's order is the order of the calls.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 65536

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint32_t handles[FILES], last_handle;
static int record = -1, errno_wanted;
static char folder[4096];
static size_t folder_length;
static long counted, first_broken, times_broken;

static void put(char what, int error, uint32_t handle, uint64_t place, const void *bytes, uint32_t length) {
    struct __attribute__((packed)) { uint8_t what, error; uint16_t zero; uint32_t handle; uint64_t place; uint32_t length; }
        head = {what, error, 0, handle, place, length};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)bytes, length}};
    if (record >= 0 && syscall(SYS_writev, record, parts, 2) != (long)(sizeof head + length)) _exit(98);
}

/* The path below the folder, or NULL. */
static const char *inside(const char *path) {
    if (!folder_length || strncmp(path, folder, folder_length)) return NULL;
    return path[folder_length] == '/' ? path + folder_length + 1 : path[folder_length] ? NULL : "";
}

static uint32_t handle_of(int file) { return file >= 0 && file < FILES ? handles[file] : 0; }

/* Count a call; say whether it is to be broken. Under the lock. */
static int breaks(int only_writes) {
    long number = ++counted;
    if (number < first_broken || number >= first_broken + times_broken) return 0;
    if (errno_wanted == 0 && !only_writes) return 0;
    put('B', errno_wanted, 0, number, "", 0);
    errno = errno_wanted;
    return 1;
}

static void begin(const char *text, size_t length) {
    char both[8192];
    if (record >= 0) syscall(SYS_close, record);
    record = -1;
    folder_length = 0;
    if (length < 2 || length >= sizeof both) return;
    memcpy(both, text, length);
    both[length] = 0;
    char *middle = strchr(both, '\n');
    *middle = 0;
    strcpy(folder, middle + 1);
    folder_length = strlen(folder);
    record = syscall(SYS_openat, AT_FDCWD, both, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    memset(handles, 0, sizeof handles);
    last_handle = 0;
}

static ssize_t told(int number, const void *bytes, size_t length) {
    char text[64] = {0};
    ssize_t answer = length;
    pthread_mutex_lock(&lock);
    if (number == -7001) put('N', 0, 0, 0, bytes, length);
    if (number == -7003) answer = counted;
    if (number == -7004) begin(bytes, length);
    if (number == -7002) {
        memcpy(text, bytes, length < 63 ? length : 63);
        sscanf(text, "%ld %d %ld", &first_broken, &errno_wanted, &times_broken);
        counted = 0;
    }
    pthread_mutex_unlock(&lock);
    return answer;
}

static ssize_t write_at(int file, const void *bytes, size_t length, off_t place) {
    ssize_t done = -1;
    pthread_mutex_lock(&lock);
    int broke = breaks(1);
    if (!broke || errno_wanted == 0) {
        if (broke && length > 1) length /= 2;
        done = syscall(SYS_pwrite64, file, bytes, length, place);
        if (done > 0) put('W', 0, handles[file], place, bytes, done);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t write(int file, const void *bytes, size_t length) {
    if (file <= -7001 && file >= -7004) return told(file, bytes, length);
    if (!handle_of(file)) return syscall(SYS_write, file, bytes, length);
    off_t place = fcntl(file, F_GETFL) & O_APPEND ? lseek(file, 0, SEEK_END) : lseek(file, 0, SEEK_CUR);
    ssize_t done = write_at(file, bytes, length, place);
    if (done > 0) lseek(file, place + done, SEEK_SET);
    return done;
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t place) {
    if (!handle_of(file)) return syscall(SYS_pwrite64, file, bytes, length, place);
    return write_at(file, bytes, length, place);
}
ssize_t pwrite64(int file, const void *bytes, size_t length, off_t place) { return pwrite(file, bytes, length, place); }

/* Reads, openings and closings are not recorded; reads and openings can be broken. */
static int refused(int file) {
    if (!handle_of(file)) return 0;
    pthread_mutex_lock(&lock);
    int no = breaks(0);
    pthread_mutex_unlock(&lock);
    return no;
}
ssize_t read(int file, void *bytes, size_t length) {
    return refused(file) ? -1 : syscall(SYS_read, file, bytes, length);
}
ssize_t pread(int file, void *bytes, size_t length, off_t place) {
    return refused(file) ? -1 : syscall(SYS_pread64, file, bytes, length, place);
}
ssize_t pread64(int file, void *bytes, size_t length, off_t place) { return pread(file, bytes, length, place); }

int ftruncate(int file, off_t length) {
    if (!handle_of(file)) return syscall(SYS_ftruncate, file, length);
    pthread_mutex_lock(&lock);
    int done = breaks(0) ? -1 : (int)syscall(SYS_ftruncate, file, length);
    if (!done) put('T', 0, handles[file], length, "", 0);
    pthread_mutex_unlock(&lock);
    return done;
}
int ftruncate64(int file, off_t length) { return ftruncate(file, length); }

static int synced(int file, long call) {
    if (!handle_of(file)) return syscall(call, file);
    pthread_mutex_lock(&lock);
    int done = breaks(0) ? -1 : (int)syscall(call, file);
    put('S', done ? errno : 0, handles[file], counted, "", 0);
    pthread_mutex_unlock(&lock);
    return done;
}
int fsync(int file) { return synced(file, SYS_fsync); }
int fdatasync(int file) { return synced(file, SYS_fdatasync); }

static int named(char what, const char *path, const char *other, const char *bytes, size_t length) {
    pthread_mutex_lock(&lock);
    int done = -1;
    if (!breaks(0)) {
        done = what == 'U' ? (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0)
                           : (int)syscall(SYS_renameat2, AT_FDCWD, path, AT_FDCWD, other, 0);
        if (!done) put(what, 0, 0, 0, bytes, length);
    }
    pthread_mutex_unlock(&lock);
    return done;
}
int unlink(const char *path) {
    const char *name = inside(path);
    return name ? named('U', path, 0, name, strlen(name)) : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}
int rename(const char *from, const char *to) {
    char both[8192];
    if (!inside(from) || !inside(to)) return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    int length = snprintf(both, sizeof both, "%s\n%s", inside(from), inside(to));
    return named('R', from, to, both, length);
}

static int opened(const char *path, int flags, mode_t mode) {
    const char *name = inside(path);
    if (!name) return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    pthread_mutex_lock(&lock);
    int file = breaks(0) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (file >= 0 && file < FILES) {
        handles[file] = ++last_handle;
        struct stat about;
        int folder_too = fstat(file, &about) == 0 && S_ISDIR(about.st_mode);
        put('O', 0, last_handle, (flags & O_TRUNC ? 1 : 0) | (folder_too ? 2 : 0), name, strlen(name));
    }
    pthread_mutex_unlock(&lock);
    return file;
}
#define OPEN(name)                                            \
    int name(const char *path, int flags, ...) {              \
        va_list rest;                                         \
        va_start(rest, flags);                                \
        mode_t mode = flags & O_CREAT ? va_arg(rest, int) : 0; \
        va_end(rest);                                         \
        return opened(path, flags, mode);                     \
    }
OPEN(open)
OPEN(open64)

int close(int file) {
    if (file >= 0 && file < FILES) handles[file] = 0;
    return syscall(SYS_close, file);
}
