// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cancellation.h"

#include <csignal>
#include <ctime>

namespace waferglow::cli {
namespace {

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

}  // namespace

Cancellation::Cancellation() {
    // A write past a file-size limit or into a closed pipe is an error to report, not a reason to die.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    listener_ = std::jthread([this](const std::stop_token& quit) {
        const sigset_t awaited = stop_signals();
        const timespec poll{.tv_sec = 0, .tv_nsec = 50'000'000};
        while (!quit.stop_requested()) {
            if (sigtimedwait(&awaited, nullptr, &poll) > 0) stop_.request_stop();
        }
    });
}

Cancellation::~Cancellation() = default;

}  // namespace waferglow::cli
