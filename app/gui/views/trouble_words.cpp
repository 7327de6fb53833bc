// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/trouble_words.h"

namespace waferglow::gui {

QString TroubleWords::of(station::Cause cause) {
    switch (cause) {
        case station::Cause::job:
            return tr("It did not work.");
        case station::Cause::usage:
            return tr("This can't be done as asked.");
        case station::Cause::input:
            return tr("A file can't be used: it is damaged, or says something that does not fit.");
        case station::Cause::device:
            return tr("A device does not do what it was told. Check its power and cables.");
        case station::Cause::cancelled:
            return tr("Cancelled. What was measured is kept.");
        case station::Cause::disk_full:
            return tr("The disk is full. Free some room on it.");
        case station::Cause::file_missing:
            return tr("A file is missing: it was moved, renamed or deleted.");
        case station::Cause::not_permitted:
            return tr("The system does not permit this. Choose another folder, or ask an administrator.");
        case station::Cause::calibration:
            return tr("A calibration is missing, expired or of another device. An engineer renews it.");
    }
    return {};
}

QString TroubleWords::of(const station::LogLine& line) {
    return line.kind ? of(station::cause_of(*line.kind, line.text)) : QString();
}

}  // namespace waferglow::gui
