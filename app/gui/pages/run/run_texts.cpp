// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/run/run_texts.h"

#include "app/gui/views/trouble_words.h"

#include <cmath>

namespace waferglow::gui {

QString RunTexts::lead(const station::Alarm& alarm) {
    switch (alarm.remedy) {
        case station::Remedy::none:
            return alarm.kind ? TroubleWords::of(station::cause_of(*alarm.kind, alarm.text)) : QString();
        case station::Remedy::mend_recipe:
            return tr("This recipe can't be used.");
        case station::Remedy::name_wafer:
            return tr("Type or scan the wafer ID.");
        case station::Remedy::resume_or_new:
            return tr(
                "The scan of this wafer was not finished. Press Resume to go on with it, or Scan again for a "
                "new one.");
        case station::Remedy::scan_again:
            return tr("This wafer was scanned already. Press Scan again to scan it into another file.");
        case station::Remedy::close_interlock:
        case station::Remedy::check_device:
            return fault(alarm);
        case station::Remedy::free_disk:
            return tr("The file can't be written.");
        case station::Remedy::fit_recipe:
            return tr("This recipe does not fit the tool: choose another, or call an engineer.");
        case station::Remedy::calibrate:
            return TroubleWords::of(station::Cause::calibration);
        case station::Remedy::resume:
            return tr("The scan was interrupted.");
        case station::Remedy::wait:
            return tr("Another page uses the tool. Wait until it has done.");
    }
    return {};
}

QString RunTexts::fault(const station::Alarm& alarm) {
    if (!alarm.fault) return tr("A device does not answer.");
    const QString name = device(alarm.device);
    switch (*alarm.fault) {
        case drivers::DeviceFault::interlock_open:
            return tr("The interlock of %1 is open, so its light is off.").arg(name);
        case drivers::DeviceFault::light_out:
            return tr("%1 went out.").arg(name);
        case drivers::DeviceFault::command_failed:
            break;
    }
    return tr("%1 does not do what it was told.").arg(name);
}

QString RunTexts::device(const std::string& name) {
    // Of these a tool has one each; lights have names of their own.
    if (name == "stage") return tr("The stage");
    if (name == "camera") return tr("The camera");
    if (name == "spectrometer") return tr("The spectrometer");
    if (name == "filter wheel") return tr("The filter wheel");
    return QString::fromStdString(name);
}

QString RunTexts::remedy(station::Remedy remedy, bool running) {
    switch (remedy) {
        case station::Remedy::close_interlock:
            return running
                       ? tr("Close the door or turn the key switch: the scan then goes on by itself.")
                       : tr("Close the door or turn the key switch, then press Resume. What was measured is "
                            "kept.");
        case station::Remedy::mend_recipe:
            return tr("Choose another recipe, or call an engineer.");
        case station::Remedy::check_device:
            if (running) return tr("It is being tried again. If it stays, check its power and cables.");
            return tr(
                "Check power and cables of the device. What was measured is kept. If it stays, call "
                "an engineer.");
        case station::Remedy::free_disk:
            return tr("Free some room on the disk. What was measured is kept.");
        case station::Remedy::resume:
            return tr("What was measured is kept: press Resume to go on.");
        default:
            return {};  // the lead says it all
    }
}

QString RunTexts::alarm(const station::Alarm& alarm, bool running) {
    QString words = lead(alarm);
    const QString todo = remedy(alarm.remedy, running);
    if (!todo.isEmpty()) words += QLatin1Char(' ') + todo;
    QString detail = QString::fromStdString(alarm.text).toHtmlEscaped();
    if (!detail.isEmpty() && !detail.startsWith(u'/')) detail.front() = detail.front().toUpper();
    // What a person has to do differs from what a log needs to know: only the first is said loudly.
    const bool plain = (running && alarm.fault) || alarm.remedy == station::Remedy::name_wafer ||
                       alarm.remedy == station::Remedy::resume_or_new ||
                       alarm.remedy == station::Remedy::scan_again || alarm.remedy == station::Remedy::wait;
    QString html = QStringLiteral("<p>%1</p>").arg(words.trimmed().toHtmlEscaped());
    if (!plain && words != QString::fromStdString(alarm.text))
        html += QStringLiteral("<p style=\"font-size:13px; font-weight:400\">%1</p>").arg(detail);
    return html;
}

QString RunTexts::phase(station::RunStage stage, const tool::ScanState& scan, bool held) {
    if (held && stage == station::RunStage::running) return tr("Held up by a device");
    switch (stage) {
        case station::RunStage::choosing:
            return tr("Not ready");
        case station::RunStage::checking:
            return tr("Checking the tool");
        case station::RunStage::ready:
            return tr("Ready");
        case station::RunStage::running:
            break;
        case station::RunStage::paused:
            return tr("Paused");
        case station::RunStage::stopping:
            return tr("Stopping safely");
        case station::RunStage::done:
            return tr("Complete");
        case station::RunStage::stopped:
            return tr("Stopped");
        case station::RunStage::failed:
            return tr("Interrupted");
    }
    switch (scan.phase) {
        case tool::ScanPhase::calibrating:
            return tr("Taking dark and flat frames");
        case tool::ScanPhase::aligning:
            return tr("Finding the dies");
        case tool::ScanPhase::scanning:
            return tr("Scanning");
        case tool::ScanPhase::spectra:
            return tr("Spectrum %1 of %2").arg(scan.spectra_done).arg(scan.spectra_total);
        case tool::ScanPhase::evaluating:
            return tr("Judging the dies");
        case tool::ScanPhase::writing:
        case tool::ScanPhase::done:
            return tr("Writing the file");
        default:
            return tr("Preparing");
    }
}

QString RunTexts::duration(double seconds) {
    if (!std::isfinite(seconds)) return QStringLiteral("\u2013");
    const auto whole = static_cast<int>(std::ceil(seconds));
    if (whole < 60) return tr("%1 s").arg(whole);
    if (whole < 3600) return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return tr("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace waferglow::gui
