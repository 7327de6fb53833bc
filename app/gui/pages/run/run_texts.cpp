// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/run/run_texts.h"

#include <cmath>

namespace waferglow::gui {

QString RunTexts::alarm(const Alarm& alarm) {
    QString text = QString::fromStdString(alarm.text);
    if (!text.isEmpty()) text.front() = text.front().toUpper();
    if (!text.endsWith(u'.')) text += u'.';
    const auto with = [&text](const QString& remedy) { return text + u'\n' + remedy; };
    switch (alarm.remedy) {
        case Remedy::none:
            return text;
        case Remedy::mend_recipe:
            return with(tr("Choose another recipe, or call an engineer."));
        case Remedy::name_wafer:
            return tr("Type or scan the wafer ID.");
        case Remedy::resume_or_new:
            return tr(
                "The scan of this wafer was not finished. Press Resume to go on with it, or Scan again for a "
                "new one.");
        case Remedy::scan_again:
            return tr("This wafer was scanned already. Press Scan again to scan it into another file.");
        case Remedy::check_device:
            return with(
                tr("Check power and cables of the device. What was measured is kept. If it stays, call "
                   "an engineer."));
        case Remedy::free_disk:
            return with(tr("Free some room on the disk. What was measured is kept."));
        case Remedy::fit_recipe:
            return with(tr("This recipe does not fit the tool: choose another, or call an engineer."));
        case Remedy::calibrate:
            return with(tr("An engineer renews it on the Calibration page."));
        case Remedy::resume:
            return with(tr("What was measured is kept: press Resume to go on."));
    }
    return text;
}

QString RunTexts::phase(RunStage stage, const tool::ScanState& scan) {
    switch (stage) {
        case RunStage::choosing:
            return tr("Not ready");
        case RunStage::checking:
            return tr("Checking the tool");
        case RunStage::ready:
            return tr("Ready");
        case RunStage::running:
            break;
        case RunStage::paused:
            return tr("Paused");
        case RunStage::stopping:
            return tr("Stopping safely");
        case RunStage::done:
            return tr("Complete");
        case RunStage::stopped:
            return tr("Stopped");
        case RunStage::failed:
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
