// SPDX-License-Identifier: GPL-3.0-or-later
// Holds a page: as large as there is room, never smaller than the page can get. Below that it scrolls, so a
// small window, or a message above the page, makes nothing grow beyond the screen.
#pragma once

#include <QScrollArea>

namespace waferglow::gui {

/// QScrollArea's own resizing asks a page with wrapped texts for the height that it likes best, and would
/// scroll pages that could do with less.
class PageFrame : public QScrollArea {
    Q_OBJECT
  public:
    PageFrame(QWidget* page, QWidget* parent);
    /// Least size of the page at the width that it has.
    [[nodiscard]] QSize needed() const;

  protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void fit();
};

}  // namespace waferglow::gui
