// SPDX-License-Identifier: GPL-3.0-or-later
// An OBIS laser as appendix C "Host Interface" of Coherent's "OBIS LX/LS Operator's Manual" describes it, at
// its own port or at a place of an OBIS Remote.
#pragma once

#include "tests/drivers/emulators/emulator_server.h"

namespace waferglow::test {

class ObisEmulator final : public Emulator {
  public:
    bool next(std::string& bytes, std::string& answer) override;

    std::atomic<bool> interlock_closed = true;  ///< opening it ends emission
    std::atomic<int> delay_looks = 3;  ///< looks at SYSTem:STATus? until the light is out (CDRH delay)
    std::atomic<int> next_error = 0;   ///< the next command is refused with this code, once
    std::atomic<unsigned> faults = 0;  ///< of SYSTem:FAULt?
    std::atomic<bool> on = true;       ///< left on by somebody before
    /// 0: the port is the laser's. Else its place at a remote, which is device 0 and the only other one.
    std::atomic<int> place = 0;
    std::atomic<bool> prompt = false;         ///< each answer ends with one, until it is switched off
    std::atomic<bool> refuses_power = false;  ///< a power is answered by ERR-221
    std::atomic<double> power_w = 0.02;       ///< as set

  private:
    std::string reply(const std::string& command);
    std::string reply_of_laser(const std::string& command);
    std::string query(const std::string& name);
    int set(const std::string& name, const std::string& value);

    bool handshaking_ = true;
    bool autostart_ = true;
    int looks_ = 0;
};

}  // namespace waferglow::test
