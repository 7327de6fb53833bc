// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/reclass.h"

#include "libinspect/base/error.h"
#include "libinspect/scan/inspect.h"

#include <array>

#include <fmt/format.h>

namespace waferglow::gui {
namespace {

constexpr const char* kAuditedAction = "class";

}  // namespace

bool may_reclass(const Desk& desk) {
    return desk.session().may(station::Action::change_bins);
}

void reclass(Desk& desk, const DocumentPtr& document, const DefectRow& defect, const std::string& to) {
    if (document == nullptr || to == defect.class_name) return;
    const station::Happening happening{
        station::Event::defect_reclassed,
        {document->path().string(), std::to_string(defect.defect), std::to_string(defect.die.row),
         std::to_string(defect.die.col), defect.class_name, to}};
    const LogEntry log =
        desk.session().log_entry("class", fmt::format("defect {} in channel {}: {}, was {}", defect.defect,
                                                      defect.channel, to, defect.class_name));
    const auto change = [&desk, document, happening, log,
                         wanted = ClassChange{defect.channel, defect.defect, to}] {
        desk.files().submit({.key = {},
                             .name = kReclassTask,
                             .work = [&desk, path = document->path(), happening, log,
                                      wanted](const TaskContext&) -> Delivery {
                                 static_cast<void>(reclass_wafer_file(path, std::array{wanted}, log));
                                 return [&desk, happening] {
                                     desk.log().add(station::Severity::info, "review", happening);
                                     desk.reload();
                                 };
                             },
                             .failed = desk.tell_not_done("review", kAuditedAction, happening)});
    };
    try {
        desk.session().require(station::Action::change_bins);
        desk.session().audit_and_do(kAuditedAction, happening, change);
    } catch (const Error& error) {
        desk.log().add("review", station::trouble_of(error, kReclassTask));
    }
}

}  // namespace waferglow::gui
