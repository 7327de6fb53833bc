// SPDX-License-Identifier: GPL-3.0-or-later
// Coherent OBIS lasers (LX, LS, and behind an OBIS Remote).
//
// Source: Coherent, "OBIS LX/LS Operator's Manual" 1184163 rev. AG, appendix C "Host Interface" (device
// selection: page C-7). SCPI-like text, 115200 baud; with handshaking on, which is the default, every command
// is answered by "OK" or "ERR<code>" after the value of a query. Powers are in watts. Used:
// *IDN? SYSTem:COMMunicate:HANDshaking :PROMpt SYSTem:INFormation:MODel? :SNUMber? :FVERsion? :WAVelength?
// SOURce:POWer:LIMit:LOW? :HIGH? SOURce:POWer:LEVel? SOURce:POWer:LEVel:IMMediate:AMPLitude
// SOURce:AM:INTernal CWP SOURce:AM:STATe SYSTem:AUTostart SYSTem:LOCK? SYSTem:STATus? SYSTem:FAULt?
// What each of them was compared with, too: docs/devices.md.
#pragma once

#include "drivers/interfaces/light_source.h"
#include "drivers/transport/link.h"

#include <cstdint>
#include <memory>
#include <string>

namespace waferglow::drivers {

struct ObisSettings {
    std::chrono::milliseconds answer_timeout{1000};
    /// Until the light is out after switch_on: the CDRH delay of 5 s, and warming up.
    std::chrono::milliseconds emission_timeout{15000};
    /// 0: the port is the laser's own. Else its place at an OBIS Remote or laser box, which is device 0: its
    /// commands are then SYSTem<n>:... and SOURce<n>:...
    int remote_place = 0;
};

/// Connects, switches the light off and automatic start with it, so that a laser whose program was killed
/// stays dark after its next power-up; constant power mode. See LightSource. The device has no watchdog:
/// after a SIGKILL the light burns until the next start of a program, the key or the interlock.
[[nodiscard]] std::unique_ptr<LightSource> make_obis_laser(std::unique_ptr<Link> link,
                                                           const ObisSettings& settings);

/// A command for the laser at this place (0: at the port itself): the place follows the root, as in
/// "SYSTem2:LOCK?" and "*IDN2?".
[[nodiscard]] std::string obis_addressed(const std::string& command, int remote_place);

/// What an error code means ("ERR-100": -100; those of the bus are positive, and sent either way), and which
/// faults a fault word of SYSTem:FAULt? names.
[[nodiscard]] std::string obis_error_text(int code);
[[nodiscard]] std::string obis_fault_text(std::uint32_t faults);

}  // namespace waferglow::drivers
