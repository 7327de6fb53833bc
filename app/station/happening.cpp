// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/happening.h"

#include <algorithm>
#include <array>

namespace waferglow::station {
namespace {

constexpr std::array kTexts{
    EventText{Event::file_opened, "file-opened", "%1 opened"},
    EventText{Event::file_saved, "file-saved", "%1 saved"},
    EventText{Event::file_written, "file-written", "%1 written"},
    EventText{Event::passed_over, "passed-over", "%1: passed over: %2 %3"},
    EventText{Event::tool_saved, "tool-saved", "%1 saved; it is the tool from here on"},
    EventText{Event::tool_in_use, "tool-in-use", "the tool is in use; ask the devices afterwards"},
    EventText{Event::recipe_locked, "recipe-locked",
              "%1: this recipe is locked (its file is write-protected); save under another name"},
    EventText{Event::scan_started, "scan-started", "scan started: wafer %1, recipe %2, %3"},
    EventText{Event::scan_resumed, "scan-resumed", "scan resumed: wafer %1, recipe %2, %3"},
    EventText{Event::scan_paused, "scan-paused", "scan paused: wafer %1"},
    EventText{Event::scan_continued, "scan-continued", "scan goes on: wafer %1"},
    EventText{Event::scan_stopping, "scan-stopping", "scan is being stopped: wafer %1"},
    EventText{Event::scan_finished, "scan-finished", "scan finished: %1: %2 dies in %3 s, yield %4 %"},
    EventText{Event::scan_finished_unjudged, "scan-finished-unjudged", "scan finished: %1: %2 dies in %3 s"},
    EventText{Event::scan_stopped, "scan-stopped", "scan stopped: %1"},
    EventText{Event::scan_failed, "scan-failed", "scan failed: %1: %2"},
    EventText{Event::device_fault, "device-fault", "fault of %1: %2"},
    EventText{Event::device_slow, "device-slow", "%1 is slow: %2"},
    EventText{Event::device_back, "device-back", "%1 is connected again"},
    EventText{Event::device_well, "device-well", "%1: %2"},
    EventText{
        Event::interlock_open, "interlock-open",
        "%1: stopped, since the interlock of %2 is open. Close the door or turn the key switch, then press "
        "Resume."},
    EventText{Event::calibration_started, "calibration-started", "calibration started: %1"},
    EventText{Event::calibrated, "calibrated", "calibration done and stored: %1"},
    EventText{Event::calibrated_beyond_limits, "calibrated-beyond-limits",
              "calibration beyond its limits, not stored: %1"},
    EventText{Event::calibration_cancelled, "calibration-cancelled", "calibration cancelled"},
    EventText{Event::learnt, "learnt", "learnt from %1 dies; best: %2"},
    EventText{Event::judged_by_recipe, "judged-by-recipe", "the dies are judged by recipe %1"},
    EventText{Event::judged_by_model, "judged-by-model",
              "the dies are judged by the recipe with a model (%1) learnt from %2 dies"},
    EventText{Event::wafer_judged_by_recipe, "wafer-judged-by-recipe", "%1: judged by recipe %2"},
    EventText{Event::wafer_judged_by_model, "wafer-judged-by-model",
              "%1: judged by the recipe with a model (%2) learnt from %3 dies"},
    EventText{Event::el_stored, "el-stored", "EL data and result are stored in the wafer file"},
    EventText{Event::signed_off, "signed-off", "the wafer is signed off"},
    EventText{Event::wafer_signed_off, "wafer-signed-off", "%1: signed off; %2"},
    EventText{Event::bins_tuned, "bins-tuned", "bins tuned: %1"},
    EventText{Event::wafer_bins_tuned, "wafer-bins-tuned", "%1: bins tuned: %2"},
    EventText{Event::defect_reclassed, "defect-reclassed",
              "%1: defect %2 on the die at row %3, column %4: class %6, was %5"},
    EventText{Event::dies_copied, "dies-copied", "%1 dies are in the clipboard as a table"},
    EventText{Event::other_grid, "other-grid",
              "%1 can't be compared with this wafer: its dies lie on another grid. Choose a wafer of the "
              "same layout."},
    EventText{Event::page_copied, "page-copied", "a picture of the page is in the clipboard"},
    EventText{Event::page_printed, "page-printed", "the page is printed"},
    EventText{Event::users_set_up, "users-set-up", "users set up; administrator %1"},
    EventText{Event::user_added, "user-added", "%1 added as %2"},
    EventText{Event::user_removed, "user-removed", "%1 removed"},
    EventText{Event::user_role, "user-role", "%1 is %2"},
    EventText{Event::password_changed, "password-changed", "password of %1 changed"},
    EventText{Event::sign_in_refused, "sign-in-refused", "name or password of %1 was wrong"},
    EventText{Event::not_done, "not-done", "not done: %1: %2"},
};

}  // namespace

std::span<const EventText> event_texts() {
    return kTexts;
}

const EventText& text_of(Event event) {
    return kTexts.at(static_cast<std::size_t>(event));
}

std::optional<Event> event_of(std::string_view name) {
    const auto* const found =
        std::ranges::find(kTexts, name, [](const EventText& text) { return std::string_view(text.name); });
    return found == kTexts.end() ? std::nullopt : std::optional(found->event);
}

std::string filled(std::string_view pattern, std::span<const std::string> values) {
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t value = i + 1 < pattern.size() && pattern[i] == '%' && pattern[i + 1] >= '1'
                                      ? static_cast<std::size_t>(pattern[i + 1] - '1')
                                      : values.size();
        if (value >= values.size()) {
            text += pattern[i];
            continue;
        }
        text += values[value];
        ++i;
    }
    return text;
}

std::string in_english(const Happening& happening) {
    return filled(text_of(happening.event).pattern, happening.values);
}

}  // namespace waferglow::station
