// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/trouble_words.h"

namespace waferglow::gui {

QString TroubleWords::of(Cause cause) {
    switch (cause) {
        case Cause::job:
            return tr("It did not work.");
        case Cause::usage:
            return tr("This can't be done as asked.");
        case Cause::input:
            return tr("A file can't be used: it is damaged, or says something that does not fit.");
        case Cause::device:
            return tr("A device does not do what it was told. Check its power and cables.");
        case Cause::cancelled:
            return tr("Cancelled. What was measured is kept.");
        case Cause::disk_full:
            return tr("The disk is full. Free some room on it.");
        case Cause::file_missing:
            return tr("A file is missing: it was moved, renamed or deleted.");
        case Cause::not_permitted:
            return tr("The system does not permit this. Choose another folder, or ask an administrator.");
        case Cause::calibration:
            return tr("A calibration is missing, expired or of another device. An engineer renews it.");
    }
    return {};
}

QString TroubleWords::of(const LogLine& line) {
    return line.kind ? of(cause_of(*line.kind, line.text)) : QString();
}

}  // namespace waferglow::gui
