// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that fill from the top: room is asked for, and given on this page or the next.
#pragma once

#include "app/report/figure_painter.h"
#include "app/report/report_file.h"

#include <functional>

class QPainter;
class QPdfWriter;

namespace waferglow {

/// Style of a run of text: the three sizes of a report.
struct TextStyle {
    double size_pt = 8.5;
    bool bold = false;
    std::uint32_t rgb = ink::kText;
    Anchor align = Anchor::start;
    bool fixed_width = false;
};

/// A column of kColumnPt on pages of one size. In a dry run nothing is drawn, only pages are counted.
/// Confined to one thread.
class PageFlow {
  public:
    /// `painter` draws on `writer`; both outlive this. `furniture` draws header and footer of the page with
    /// that number.
    PageFlow(QPdfWriter& writer, QPainter& painter, PaperSize paper, bool dry,
             std::function<void(PageFlow&, int)> furniture);

    /// Breaks the page unless `height` points are left; what is higher than a page begins on a fresh one.
    void need(double height);
    void new_page();
    [[nodiscard]] bool at_top() const { return y_ <= top() + 0.5; }
    void skip(double height) { y_ += height; }
    [[nodiscard]] double left() const;
    [[nodiscard]] double y() const { return y_; }
    [[nodiscard]] double page_height() const;
    [[nodiscard]] int pages() const { return page_; }

    /// Height of `text` wrapped to `width` points.
    [[nodiscard]] double text_height(const std::string& text, double width, const TextStyle& style) const;
    /// Draws wrapped text with its top at `y`; returns its height.
    double text(double x, double y, double width, const std::string& text, const TextStyle& style);
    void line(double x1, double y1, double x2, double y2, double width, std::uint32_t rgb);
    void box(double x, double y, double width, double height, std::uint32_t fill);
    void figure(double x, double y, const Figure& figure);

  private:
    [[nodiscard]] double top() const { return 54.0; }
    [[nodiscard]] double bottom() const { return page_height() - 50.0; }

    QPdfWriter& writer_;
    QPainter& painter_;
    PaperSize paper_;
    bool dry_;
    std::function<void(PageFlow&, int)> furniture_;
    double y_ = 0.0;
    int page_ = 1;
};

}  // namespace waferglow
