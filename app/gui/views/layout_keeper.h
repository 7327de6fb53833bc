// SPDX-License-Identifier: GPL-3.0-or-later
// Where people left splitters and docks, kept from one session to the next.
#pragma once

#include <QByteArray>
#include <QPointer>
#include <QString>
#include <vector>

class QSettings;
class QWidget;

namespace waferglow::gui {

/// A QSplitter or an inner QMainWindow takes part if its object name begins with this.
inline constexpr const char* kLayoutPrefix = "layout.";
/// Property of such a widget: true while people's own layout stands, false after a reset.
inline constexpr const char* kLayoutChosen = "layoutChosen";

/// Knows the parts of a window by name, and how they stood when it was made.
class LayoutKeeper {
  public:
    explicit LayoutKeeper(const QWidget& window);
    void save(QSettings& settings) const;
    /// Parts that the settings do not know stay as they are.
    void restore(const QSettings& settings);
    /// As when this was made.
    void reset();

  private:
    struct Part {
        QString name;
        QPointer<QWidget> widget;
        QByteArray at_first;
    };
    std::vector<Part> parts_;
};

}  // namespace waferglow::gui
