// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/calibration/calibration_texts.h"

#include <QDateTime>
#include <cstring>

namespace waferglow::gui {
namespace {

constexpr const char* kKindContext = "CalibrationKinds";

/// For the translators: the texts of tool::calibration_kinds().
[[maybe_unused]] constexpr const char* kTexts[] = {
    QT_TRANSLATE_NOOP("CalibrationKinds", "Dark frame"),
    QT_TRANSLATE_NOOP("CalibrationKinds",
                      "The camera's level without light, pixel by pixel, and its hot pixels"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "nothing; all lights are switched off, keep room light away"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Photon transfer"),
    QT_TRANSLATE_NOOP("CalibrationKinds",
                      "Gain in electrons a DN, read noise, full well and linearity of the camera"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "the even reference in view of the camera, and a steady lamp"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Flat field"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "How sensitive each pixel is, optics included"),
    QT_TRANSLATE_NOOP("CalibrationKinds",
                      "the even reference in view of the camera, and the reflected light"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Camera and stage"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Rotation, scale and mirror of the camera against the stage"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "a wafer with dies on the chuck, and the reflected light"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Focus surface"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Height of best focus over the wafer: plane and bow"),
    QT_TRANSLATE_NOOP("CalibrationKinds",
                      "the wafer on the chuck, a stage with a z axis, and the reflected light"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Wavelength axis"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Wavelength in air of each pixel of the spectrometer"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "a mercury-argon lamp, or another with its list of lines"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Spectral response"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Sensitivity of the spectrometer over the wavelength"),
    QT_TRANSLATE_NOOP("CalibrationKinds",
                      "a lamp of known temperature or spectrum in view of the spectrometer"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Colour filter"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Transmission of the filter by which the camera tells colours"),
    QT_TRANSLATE_NOOP("CalibrationKinds",
                      "a filter wheel, a wafer with dies that glow, a spectrometer and the laser"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "Light power"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "What the light gives for what it is told"),
    QT_TRANSLATE_NOOP("CalibrationKinds", "the light's power meter in place"),
};

/// Of a value, a series, an axis or a device of a record, and of a unit in words: calibration_words.cpp has
/// them.
QString name_of(const std::string& text) {
    return text.empty() ? QString() : QCoreApplication::translate("CalibrationValues", text.c_str());
}

}  // namespace

QString CalibrationTexts::kind(const std::string& text) {
    return QCoreApplication::translate(kKindContext, text.c_str());
}

QString CalibrationTexts::state(tool::CalibrationState state) {
    switch (state) {
        case tool::CalibrationState::missing:
            return tr("not measured");
        case tool::CalibrationState::valid:
            return tr("valid");
        case tool::CalibrationState::expired:
            return tr("expired");
        case tool::CalibrationState::other_device:
            return tr("other device");
        case tool::CalibrationState::damaged:
            break;
    }
    return tr("damaged");
}

QString CalibrationTexts::remedy(const tool::StoredCalibration& stored) {
    switch (stored.state) {
        case tool::CalibrationState::missing:
            return tr("Not measured yet.");
        case tool::CalibrationState::valid:
            return {};
        case tool::CalibrationState::expired:
            return tr("It has expired and is not used any more. Run it again.");
        case tool::CalibrationState::other_device:
            return tr("It was measured with another device than the one that answers. Run it again.");
        case tool::CalibrationState::damaged:
            break;
    }
    return tr("Its file was changed or can't be read. Run it again.");
}

QString CalibrationTexts::limits(const calibration::Value& value) {
    if (value.least && value.most)
        return tr("%1 to %2").arg(*value.least, 0, 'g', 5).arg(*value.most, 0, 'g', 5);
    if (value.least) return tr("at least %1").arg(*value.least, 0, 'g', 5);
    if (value.most) return tr("at most %1").arg(*value.most, 0, 'g', 5);
    return {};
}

QString CalibrationTexts::unit(const std::string& unit) {
    if (unit == "um") return QStringLiteral("\u00b5m");
    if (unit == "urad") return QStringLiteral("\u00b5rad");
    if (unit == "e-") return QStringLiteral("e\u207b");
    if (unit == "e-/DN") return QStringLiteral("e\u207b/DN");
    if (unit == "DN^2") return QStringLiteral("DN\u00b2");
    return name_of(unit);
}

QString CalibrationTexts::title(const std::string& text) {
    constexpr const char* kLight = "light '";
    // A light is called by its name in the tool file.
    QString title =
        text.starts_with(kLight)
            ? name_of("light source") + QString::fromStdString(text).mid(qsizetype(std::strlen(kLight)) - 2)
            : name_of(text);
    if (!title.isEmpty()) title.front() = title.front().toUpper();
    return title;
}

QString CalibrationTexts::axis(const std::string& name, const std::string& unit) {
    return unit.empty() ? title(name)
                        : QStringLiteral("%1 (%2)").arg(title(name), CalibrationTexts::unit(unit));
}

QString CalibrationTexts::local_time(const std::string& utc) {
    const QString text = QString::fromStdString(utc);
    const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    return time.isValid() ? time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")) : text;
}

}  // namespace waferglow::gui
