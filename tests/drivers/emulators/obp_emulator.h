// SPDX-License-Identifier: GPL-3.0-or-later
// An STS-like spectrometer by Ocean Optics' "Ventana Data Sheet" 891-00000-200-05-201305, pages 8 to 16.
// Written with the offsets of that sheet, and independent of the driver's own message code.
#pragma once

#include "tests/drivers/emulators/emulator_server.h"

#include <cstdint>

namespace waferglow::test {

class ObpEmulator final : public Emulator {
  public:
    bool next(std::string& bytes, std::string& answer) override;

    std::atomic<bool> bad_checksum = false;      ///< answers say MD5, but carry zeros
    std::atomic<int> stale_answers = 0;          ///< so many answers are sent behind one to an older request
    std::atomic<bool> never_done = false;        ///< a spectrum is asked for and never comes
    std::atomic<bool> defers = false;            ///< an answer that takes some time is announced first
    std::atomic<bool> refuses_settings = false;  ///< they are answered by NACK, error 7
    std::atomic<bool> averages = true;           ///< false: a model without such a message, as Ventana
    std::atomic<std::uint32_t> integration_us = 0;
    std::atomic<std::uint32_t> scans = 0;
    static constexpr int kPixels = 1024;
    /// What pixel p reads: a ramp and an echo of the integration time.
    [[nodiscard]] static int counts(int p, std::uint32_t integration_us) {
        return (p + static_cast<int>(integration_us / 1000)) % 16384;
    }

  private:
    std::string answer_to(const std::string& request);
};

}  // namespace waferglow::test
