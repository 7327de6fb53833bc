// SPDX-License-Identifier: GPL-3.0-or-later
// Faults that a simulated device has on purpose, by name and on schedule.
//
//   no_answer         the device is silent until it is connected anew
//   slow_answer       the answer comes, `delay_ms` late
//   answer_lost_once  the command is carried out, its answer is lost
//   garbage           the answer makes no sense; the command may have been carried out
//   link_dropped      nothing gets through until the device is connected anew
//   stall             stage: stops short of the target; camera: no frame comes any more; spectrometer: never
//                     ends; light: the power stays at zero; filter wheel: does not turn; pattern source: goes
//                     on showing what it did
//   wrong_position    filter wheel: stands one position further than it should; pattern source: shows another
//                     pattern than it was told
//   limit_hit         stage: runs into a limit switch and stops; it must be homed before it moves again
//   frame_dropped     camera: a frame is lost on the way
//   interlock_open    light: goes off, and can't be switched on as long as the fault lasts
// A silent or unplugged device falls into its safe state by itself, as hardware with a watchdog does.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::drivers {

enum class FaultMode {
    no_answer,
    slow_answer,
    answer_lost_once,
    garbage,
    link_dropped,
    stall,
    wrong_position,
    limit_hit,
    frame_dropped,
    interlock_open,
};

enum class DeviceKind { stage, camera, spectrometer, filter_wheel, light, pattern_source };

[[nodiscard]] const char* name_of(FaultMode mode);
[[nodiscard]] const char* name_of(DeviceKind kind);
/// Throws Error(usage) that names the nearest.
[[nodiscard]] FaultMode fault_mode(std::string_view name);
[[nodiscard]] std::span<const FaultMode> all_fault_modes();
/// The modes that a kind of device can have.
[[nodiscard]] std::span<const FaultMode> fault_modes(DeviceKind kind);
/// The names of the commands that a kind of device is told, as `Fault::command` takes them.
[[nodiscard]] std::span<const char* const> commands_of(DeviceKind kind);

struct Fault {
    FaultMode mode = FaultMode::no_answer;
    std::string command;      ///< strikes at this command only; empty: at any
    std::int64_t after = 0;   ///< strikes after so many (of these) commands went well
    std::int64_t times = 1;   ///< strikes so often, one command after the other; 0: for ever
    double delay_ms = 500.0;  ///< of slow_answer; over 1000: too late
    std::int64_t reconnects =
        1;  ///< no_answer, link_dropped: attempts to connect until one succeeds; 0: none does
};

/// "MODE[@COMMAND][+AFTER][xTIMES]" of a tool file, for instance "link_dropped@move+12". Throws Error(usage).
[[nodiscard]] Fault parse_fault(std::string_view text, DeviceKind kind);

/// The faults of one device, and which command is the next to suffer. Thread-safe.
class FaultPlan {
  public:
    void add(const Fault& fault);
    void clear();
    /// Counts a command, and tells the fault that strikes it.
    [[nodiscard]] std::optional<Fault> on_command(std::string_view command);
    /// Commands counted so far, all or those of one name.
    [[nodiscard]] std::int64_t commands() const;
    [[nodiscard]] std::int64_t commands(std::string_view command) const;

  private:
    struct Scheduled {
        Fault fault;
        std::int64_t seen = 0;  // commands that match
    };
    mutable std::mutex mutex_;
    std::vector<Scheduled> faults_;                              // under mutex_
    std::map<std::string, std::int64_t, std::less<>> commands_;  // by name; under mutex_
};

}  // namespace waferglow::drivers
