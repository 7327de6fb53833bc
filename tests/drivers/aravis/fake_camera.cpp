// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/aravis/fake_camera.h"

#include <csignal>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace waferglow::test {
namespace {

constexpr const char* kProgram = "/usr/bin/arv-fake-gv-camera-0.8";

}  // namespace

bool FakeCamera::installed() {
    return access(kProgram, X_OK) == 0;
}

FakeCamera::FakeCamera() {
    start();
}

FakeCamera::~FakeCamera() {
    kill();
}

void FakeCamera::start() {
    pid_ = fork();
    if (pid_ != 0) return;
    const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    execl(kProgram, kProgram, "-i", "127.0.0.1", "-s", "GV50", static_cast<char*>(nullptr));
    _exit(127);
}

void FakeCamera::kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

}  // namespace waferglow::test
