/* Tells the thread sanitizer what it cannot see of Swift's own libraries, which are not built for it; linked into its build by
   benchmarks/sanitize. It hides no race: each of these says what the library has done.

       clang -O2 -c -o swift-tsan.o swift-tsan.c
       swift build --sanitize thread -Xlinker swift-tsan.o

   Mutex takes and gives a free lock by an atomic that is compiled into the caller, which the sanitizer sees. A lock that is held
   is waited for in libswiftSynchronization: three functions stand before the library's, call them, and say what they did
   (Swift 6.3, Linux; Mutex/LinuxImpl.swift there).

   A continuation says what it is resumed with by its task, and a task that is started again takes that. One that is resumed
   before it is awaited goes on at once, in libswift_Concurrency, and takes nothing: it is taken for it before it awaits. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define HANDLE __attribute__((swift_context)) void *
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define ASYNC __attribute__((swiftasynccall))
#define CONTEXT __attribute__((swift_async_context)) void *

void __tsan_acquire(void *address);
void __tsan_release(void *address);
void *swift_task_getCurrent(void);

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

ASYNC void swift_continuation_await(CONTEXT caller, void *continuation);

ASYNC void swift_continuation_await(CONTEXT caller, void *continuation) {
    ASYNC void (*next)(CONTEXT, void *) = (ASYNC void (*)(CONTEXT, void *)) dlsym(RTLD_NEXT, "swift_continuation_await");
    __tsan_acquire(swift_task_getCurrent());
    __attribute__((musttail)) return next(caller, continuation);
}
