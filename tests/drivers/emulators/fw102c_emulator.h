// SPDX-License-Identifier: GPL-3.0-or-later
// A filter wheel as the table of commands in Thorlabs's "FW102C/FW212C User Guide" rev. M describes it: echo,
// answer, prompt.
#pragma once

#include "tests/drivers/emulators/emulator_server.h"

namespace waferglow::test {

/// A turn takes `looks_to_turn` questions for the position, so that no clock is needed.
class Fw102cEmulator final : public Emulator {
  public:
    bool next(std::string& bytes, std::string& answer) override;

    std::atomic<bool> stuck = false;          ///< moves are taken, but nothing turns
    std::atomic<int> lands_off_by = 0;        ///< a move ends so many positions further
    std::atomic<int> looks_to_turn = 0;       ///< a move ends with so many looks; until then the old position
    std::atomic<bool> refuses_moves = false;  ///< a move is answered by CMD_ARG_INVALID
    std::atomic<bool> keeps_sensors = false;  ///< sensors= is taken, but changes nothing
    // What is true, whatever was answered.
    std::atomic<int> position = 1;
    std::atomic<int> pcount = 6;
    std::atomic<int> speed = 0;
    std::atomic<int> trig = 1;
    std::atomic<int> sensors = 1;

  private:
    std::string reply(const std::string& command);
    std::string query(const std::string& name);
    std::string set(const std::string& name, const std::string& text);

    int target_ = 1;
    int looks_left_ = 0;
};

}  // namespace waferglow::test
