// SPDX-License-Identifier: GPL-3.0-or-later
// A PI controller of two or more axes as its manual describes it (MS249E, chapter 8 "GCS Commands"), in mm.
#pragma once

#include "tests/drivers/emulators/emulator_server.h"

#include <map>

namespace waferglow::test {

/// A move takes several looks: each POS? or #5 brings an axis on by `step`, so that no clock is needed.
class GcsEmulator final : public Emulator {
  public:
    bool next(std::string& bytes, std::string& answer) override;

    std::atomic<bool> stalled = false;  ///< commands are taken, but nothing moves
    std::atomic<double> step = 2.0;     ///< mm or degrees a look
    /// Numbers as in example 5 of MS249E 8.2: "2=-1158.4405", "1=+0000.0000".
    std::atomic<bool> signed_numbers = false;

    std::atomic<bool> joystick = false;  ///< is active: moves are refused by error 51
    // What is true of axis 1, whatever was answered.
    std::atomic<double> x_mm = 0.0;
    std::atomic<double> target_x_mm = 0.0;

  private:
    bool take(std::string& bytes, std::string& answer);
    struct Axis {
        double position = 0.0;
        double target = 0.0;
        double low = -50.0;
        double high = 50.0;
        bool referenced = false;
        bool referencing = false;
        bool servo = false;
    };
    std::string line(const std::string& command);
    std::string status(const std::string& query, const std::vector<std::string>& words);
    void command(const std::vector<std::string>& words);
    void look();

    std::map<std::string, Axis> axes_{{"1", {}}, {"2", {}}, {"3", {}}, {"4", {}}};
    int error_ = 0;
};

}  // namespace waferglow::test
