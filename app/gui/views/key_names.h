// SPDX-License-Identifier: GPL-3.0-or-later
// Keys of files as people read them: "settle_window_um" is "Settle window" in µm.
#pragma once

#include <QString>

namespace waferglow::gui {

struct ReadableKey {
    QString title;
    QString unit;  ///< empty: none
};

/// Takes a known unit off the key's end.
[[nodiscard]] ReadableKey readable_key(const QString& key);

/// Units as they are written: "um" is "µm", "mw" is "mW".
[[nodiscard]] QString written_unit(const QString& unit);

}  // namespace waferglow::gui
