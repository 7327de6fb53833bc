// SPDX-License-Identifier: GPL-3.0-or-later
// Aravis's own fake GigE Vision camera as a process of its own on loopback.
#pragma once

#include <string>

#include <sys/types.h>

namespace waferglow::test {

/// Runs until it is destroyed or killed.
class FakeCamera {
  public:
    FakeCamera();
    ~FakeCamera();
    FakeCamera(const FakeCamera&) = delete;
    FakeCamera& operator=(const FakeCamera&) = delete;

    void kill();
    void start();
    /// False where the program is not installed (package aravis-tools-cli).
    [[nodiscard]] static bool installed();
    static constexpr const char* kName = "Aravis-Fake-GV50";

  private:
    pid_t pid_ = -1;
};

}  // namespace waferglow::test
