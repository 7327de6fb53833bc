// SPDX-License-Identifier: GPL-3.0-or-later
// Answers every line by "<line>!" with its terminator; enough to try a line with.
#pragma once

#include "tests/drivers/emulators/emulator_server.h"

namespace waferglow::test {

class EchoEmulator final : public Emulator {
  public:
    bool next(std::string& bytes, std::string& answer) override {
        const std::size_t end = bytes.find('\n');
        if (end == std::string::npos) return false;
        answer = bytes.substr(0, end) + "!\n";
        bytes.erase(0, end + 1);
        return true;
    }
};

}  // namespace waferglow::test
