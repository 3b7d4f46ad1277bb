/* Tells the thread sanitizer of the locks that it cannot see; linked into its build by benchmarks/sanitize.

       clang -O2 -c -o mutex-tsan.o mutex-tsan.c
       swift build --sanitize thread -Xlinker mutex-tsan.o

   Swift's Mutex takes and gives a free lock by an atomic that is compiled into the caller, which the sanitizer sees. A lock
   that is held is waited for in libswiftSynchronization, which is not built for the sanitizer: whatever such a lock guards
   would be told as a race. These three functions stand before the library's (Swift 6.3, Linux; Mutex/LinuxImpl.swift there),
   call them, and say what they did. They hide no race of what is not guarded. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define HANDLE __attribute__((swift_context)) void *
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

void __tsan_acquire(void *address);
void __tsan_release(void *address);

SWIFT void lock_slow(uint32_t thread, HANDLE handle) __asm__(LOCK);
SWIFT bool try_lock_slow(HANDLE handle) __asm__(TRY_LOCK);
SWIFT void unlock_slow(HANDLE handle) __asm__(UNLOCK);

SWIFT void lock_slow(uint32_t thread, HANDLE handle) {
    SWIFT void (*next)(uint32_t, HANDLE) = (SWIFT void (*)(uint32_t, HANDLE)) dlsym(RTLD_NEXT, LOCK);
    next(thread, handle);
    __tsan_acquire(handle);
}

SWIFT bool try_lock_slow(HANDLE handle) {
    SWIFT bool (*next)(HANDLE) = (SWIFT bool (*)(HANDLE)) dlsym(RTLD_NEXT, TRY_LOCK);
    bool taken = next(handle);
    if (taken) __tsan_acquire(handle);
    return taken;
}

SWIFT void unlock_slow(HANDLE handle) {
    SWIFT void (*next)(HANDLE) = (SWIFT void (*)(HANDLE)) dlsym(RTLD_NEXT, UNLOCK);
    __tsan_release(handle);
    next(handle);
}
