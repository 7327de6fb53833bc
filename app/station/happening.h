// SPDX-License-Identifier: GPL-3.0-or-later
// What the station did, as a sentence that can be said in any language: an event and what it was about. The
// engine's own messages are free text, which can't.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::station {

enum class Event : std::uint8_t {
    file_opened,
    file_saved,
    file_written,
    passed_over,
    tool_saved,
    tool_in_use,
    recipe_locked,
    scan_started,
    scan_resumed,
    scan_paused,
    scan_continued,
    scan_stopping,
    scan_finished,
    scan_finished_unjudged,
    scan_stopped,
    scan_failed,
    device_fault,
    device_slow,
    device_back,
    device_well,
    interlock_open,
    calibration_started,
    calibrated,
    calibrated_beyond_limits,
    calibration_cancelled,
    learnt,
    judged_by_recipe,
    judged_by_model,
    wafer_judged_by_recipe,
    wafer_judged_by_model,
    el_stored,
    signed_off,
    wafer_signed_off,
    bins_tuned,
    wafer_bins_tuned,
    defect_reclassed,
    dies_copied,
    other_grid,
    page_copied,
    page_printed,
    users_set_up,
    user_added,
    user_removed,
    user_role,
    password_changed,
    sign_in_refused,
    not_done,
};

struct EventText {
    Event event;
    const char* name;     ///< as the audit log has it: "scan-started"
    const char* pattern;  ///< English, with %1, %2, ... for the values
};
/// In the order of Event.
[[nodiscard]] std::span<const EventText> event_texts();
[[nodiscard]] const EventText& text_of(Event event);
[[nodiscard]] std::optional<Event> event_of(std::string_view name);

struct Happening {
    Event event;
    std::vector<std::string> values{};
};

/// `pattern` with the values in place; a % in a value is none of the pattern's.
[[nodiscard]] std::string filled(std::string_view pattern, std::span<const std::string> values);
[[nodiscard]] std::string in_english(const Happening& happening);

}  // namespace waferglow::station
