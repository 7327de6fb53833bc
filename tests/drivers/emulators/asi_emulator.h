// SPDX-License-Identifier: GPL-3.0-or-later
// An MS-2000 controller as ASI's "Quick Start on Serial Commands" and the pages of its commands describe it
// (asiimaging.com/docs).
#pragma once

#include "tests/drivers/emulators/emulator_server.h"

#include <map>

namespace waferglow::test {

/// A move takes several looks: each WHERE or STATUS brings an axis on by `step`, so that no clock is needed.
class AsiEmulator final : public Emulator {
  public:
    bool next(std::string& bytes, std::string& answer) override;

    std::atomic<bool> stalled = false;   ///< commands are taken, but nothing moves
    std::atomic<double> step = 20000.0;  ///< tenths of a micrometre a look

    std::atomic<bool> refuses_moves = false;  ///< MOVE is answered by :N-5
    // What is true of x, whatever was answered, in tenths of a micrometre.
    std::atomic<double> x = 0.0;
    std::atomic<double> target_x = 0.0;

  private:
    struct Axis {
        double position = 0.0;  ///< tenths of a micrometre
        double target = 0.0;
        double low_mm = -60.0;
        double high_mm = 60.0;
    };
    std::string line(const std::string& command);
    std::string with_axes(const std::string& verb, const std::vector<std::string>& words);
    void look();
    [[nodiscard]] bool busy() const;

    std::map<char, Axis> axes_{{'X', {}}, {'Y', {}}, {'Z', {}}};
};

}  // namespace waferglow::test
