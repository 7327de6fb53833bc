// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/pdf_blocks.h"

#include <algorithm>
#include <sstream>

namespace waferglow {
namespace {

constexpr double kGapPt = 12.0;
constexpr double kTextWidthPt = 380.0;  // about 90 letters: as long as a line reads well
constexpr double kCellGapPt = 8.0;
constexpr double kCellPadPt = 2.2;
const TextStyle kBody{};
const TextStyle kQuiet{.rgb = ink::kQuiet};
const TextStyle kStrong{.bold = true};

class BlockSetter {
  public:
    explicit BlockSetter(PageFlow& flow) : flow_(flow) {}

    void operator()(const Paragraph& paragraph) {
        switch (paragraph.role) {
            case TextRole::heading:
                flow_.need(150.0);
                lines(paragraph.text, kStrong, kTextWidthPt, 0.0);
                flow_.skip(4.0);
                return;
            case TextRole::code:
                lines(paragraph.text, {.size_pt = 7.5, .fixed_width = true}, kColumnPt - 16.0, 8.0);
                flow_.skip(8.0);
                return;
            case TextRole::note:
                lines(paragraph.text, kQuiet, kTextWidthPt, 0.0);
                break;
            case TextRole::warning:
                warning(paragraph.text);
                break;
            case TextRole::body:
                lines(paragraph.text, kBody, kTextWidthPt, 0.0);
                break;
        }
        flow_.skip(6.0);
    }

    void operator()(const Table& table) {
        set_table(table, flow_.left(), table.width, true);
        flow_.skip(8.0);
    }

    void operator()(const FactList& list) {
        if (!list.title.empty()) {
            flow_.need(60.0);
            lines(list.title, kStrong, kTextWidthPt, 0.0);
            flow_.skip(3.0);
        }
        const double width = 0.5 * (kColumnPt - 16.0);
        const double name_width = 0.34 * width;
        const auto height_of = [&](const Fact& fact) {
            return std::max(flow_.text_height(fact.name, name_width - 4.0, kQuiet),
                            flow_.text_height(fact.value, width - name_width, kBody)) +
                   2.0 * kCellPadPt;
        };
        double total = 0.0;
        for (const Fact& fact : list.facts) total += height_of(fact);
        flow_.need(0.5 * total + 20.0);
        const double top = flow_.y();
        double x = flow_.left();
        double y = top;
        double lowest = top;
        for (const Fact& fact : list.facts) {
            const double height = height_of(fact);
            // The second column begins where the first holds half.
            if (x == flow_.left() && y + 0.5 * height - top > 0.5 * total) {
                x += width + 16.0;
                y = top;
            }
            flow_.text(x, y + kCellPadPt, name_width - 4.0, fact.name, kQuiet);
            flow_.text(x + name_width, y + kCellPadPt, width - name_width, fact.value, kBody);
            y += height;
            flow_.line(x, y, x + width, y, 0.5, ink::kLine);
            lowest = std::max(lowest, y);
        }
        flow_.skip(lowest - top + kGapPt);
    }

    void operator()(const FigureRow& row) {
        double height = 0.0;
        double widths = 0.0;
        for (const Figure& figure : row.figures) {
            height = std::max(height, figure_height(figure));
            widths += figure.width;
        }
        const auto gaps = static_cast<double>(row.figures.size()) - 1.0;
        const double gap = gaps > 0.0 ? std::min(kGapPt, (kColumnPt - widths) / gaps) : 0.0;
        flow_.need(height);
        double x = flow_.left();
        for (const Figure& figure : row.figures) {
            set_figure(figure, x);
            x += figure.width + gap;
        }
        flow_.skip(height + kGapPt);
    }

    void operator()(const FigureBeside& pair) {
        const double x = flow_.left() + pair.figure.width + 14.0;
        const double width = kColumnPt - pair.figure.width - 14.0;
        const double height = figure_height(pair.figure);
        flow_.need(std::max(height, 120.0));
        const double top = flow_.y();
        set_figure(pair.figure, flow_.left());
        set_table(pair.table, x, width, false);
        const double table_height = flow_.y() - top;
        flow_.skip(std::max(height, table_height) - table_height + 10.0);
    }

    void operator()(const ScoreRow& row) {
        constexpr double kHeight = 54.0;
        const auto count = static_cast<double>(std::max<std::size_t>(1, row.scores.size()));
        const double width = (kColumnPt - 8.0 * (count - 1.0)) / count;
        flow_.need(kHeight);
        double x = flow_.left();
        for (const Score& score : row.scores) {
            flow_.box(x, flow_.y(), width, kHeight, ink::kPanel);
            flow_.box(x, flow_.y(), width, 2.0, score.alarm ? ink::kAlarm : ink::kAccent);
            flow_.text(x + 8.0, flow_.y() + 7.0, width - 12.0, score.label, kQuiet);
            flow_.text(x + 8.0, flow_.y() + 17.0, width - 8.0, score.value, {.size_pt = 18.0, .bold = true});
            flow_.text(x + 8.0, flow_.y() + 39.0, width - 12.0, score.detail, kQuiet);
            x += width + 8.0;
        }
        flow_.skip(kHeight + kGapPt);
    }

    void operator()(const SignatureBlock& block) {
        constexpr double kRow = 34.0;
        const double x0 = flow_.left();
        const double x1 = x0 + 0.26 * kColumnPt;
        const double x2 = x0 + 0.53 * kColumnPt;
        const double x3 = x0 + 0.82 * kColumnPt;
        flow_.need(14.0 + kRow * static_cast<double>(block.roles.size()));
        flow_.text(x1, flow_.y(), 100.0, "name", kQuiet);
        flow_.text(x2, flow_.y(), 100.0, "signature", kQuiet);
        flow_.text(x3, flow_.y(), 60.0, "date", kQuiet);
        for (const std::string& role : block.roles) {
            flow_.skip(kRow);
            flow_.text(x0, flow_.y() - 12.0, x1 - x0 - 8.0, role, kBody);
            flow_.line(x1, flow_.y(), x2 - 10.0, flow_.y(), 0.75, ink::kText);
            flow_.line(x2, flow_.y(), x3 - 10.0, flow_.y(), 0.75, ink::kText);
            flow_.line(x3, flow_.y(), x0 + kColumnPt, flow_.y(), 0.75, ink::kText);
        }
        flow_.skip(kGapPt);
    }

  private:
    /// Line by line, so that long text runs over pages.
    void lines(const std::string& text, const TextStyle& style, double width, double indent) {
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);) {
            const double height = line.empty() ? 1.2 * style.size_pt : flow_.text_height(line, width, style);
            flow_.need(height);
            flow_.text(flow_.left() + indent, flow_.y(), width, line, style);
            flow_.skip(height);
        }
    }

    void warning(const std::string& text) {
        const double height = flow_.text_height(text, kTextWidthPt, kBody) + 6.0;
        flow_.need(height);
        flow_.box(flow_.left(), flow_.y(), 3.0, height, ink::kAlarm);
        flow_.text(flow_.left() + 11.0, flow_.y() + 3.0, kTextWidthPt, text, kBody);
        flow_.skip(height);
    }

    [[nodiscard]] double figure_height(const Figure& figure) const {
        double height = figure.height;
        if (!figure.title.empty()) height += flow_.text_height(figure.title, figure.width, kStrong) + 3.0;
        if (!figure.caption.empty()) height += flow_.text_height(figure.caption, figure.width, kQuiet) + 3.0;
        return height;
    }

    void set_figure(const Figure& figure, double x) {
        double y = flow_.y();
        if (!figure.title.empty()) y += flow_.text(x, y, figure.width, figure.title, kStrong) + 3.0;
        flow_.figure(x, y, figure);
        flow_.text(x, y + figure.height + 3.0, figure.width, figure.caption, kQuiet);
    }

    [[nodiscard]] static std::vector<double> column_widths(const Table& table, double width) {
        double shares = 0.0;
        for (const TableColumn& column : table.columns) shares += column.share;
        std::vector<double> widths;
        for (const TableColumn& column : table.columns) widths.push_back(width * column.share / shares);
        return widths;
    }

    static TextStyle cell_style(bool bold, bool number) {
        return {.bold = bold, .align = number ? Anchor::end : Anchor::start};
    }

    [[nodiscard]] double row_height(const Table& table, const std::vector<Cell>& row,
                                    const std::vector<double>& widths) const {
        double height = 0.0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const double room = widths[i] - gap(i, widths.size()) - (row[i].swatch ? 11.0 : 0.0);
            height = std::max(height, flow_.text_height(row[i].text.empty() ? " " : row[i].text, room,
                                                        cell_style(row[i].bold, table.columns[i].number)));
        }
        return height + 2.0 * kCellPadPt;
    }

    [[nodiscard]] static double gap(std::size_t column, std::size_t columns) {
        return column + 1 < columns ? kCellGapPt : 0.0;
    }

    void set_row(const Table& table, const std::vector<Cell>& row, const std::vector<double>& widths,
                 double x, double height) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            double cell_x = x;
            double room = widths[i] - gap(i, widths.size());
            if (row[i].swatch) {
                flow_.box(cell_x, flow_.y() + kCellPadPt + 1.8, 6.5, 6.5, *row[i].swatch);
                cell_x += 11.0;
                room -= 11.0;
            }
            flow_.text(cell_x, flow_.y() + kCellPadPt, room, row[i].text,
                       cell_style(row[i].bold, table.columns[i].number));
            x += widths[i];
        }
        flow_.skip(height);
    }

    void set_header(const Table& table, const std::vector<double>& widths, double x, double width) {
        std::vector<Cell> titles;
        for (const TableColumn& column : table.columns) titles.push_back({column.title, std::nullopt, true});
        set_row(table, titles, widths, x, row_height(table, titles, widths));
        flow_.line(x, flow_.y(), x + width, flow_.y(), 0.75, ink::kText);
    }

    /// `breaks`: rows may go on on the next page, under the header once more.
    void set_table(const Table& table, double x, double width, bool breaks) {
        const std::vector<double> widths = column_widths(table, width);
        if (breaks) flow_.need(70.0);
        if (!table.title.empty()) flow_.skip(flow_.text(x, flow_.y(), width, table.title, kStrong) + 3.0);
        set_header(table, widths, x, width);
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const std::vector<Cell>& row = table.rows[i];
            const double height = row_height(table, row, widths);
            if (breaks) {
                const int page = flow_.pages();
                // The last row is not left alone on the next page.
                const bool last_but_one = i + 2 == table.rows.size();
                flow_.need(height + (last_but_one ? row_height(table, table.rows.back(), widths) : 0.0));
                if (flow_.pages() != page) set_header(table, widths, x, width);
            }
            set_row(table, row, widths, x, height);
            flow_.line(x, flow_.y(), x + width, flow_.y(), 0.5, ink::kLine);
        }
        if (!table.note.empty()) {
            flow_.skip(3.0);
            const double height = flow_.text_height(table.note, width, kQuiet);
            if (breaks) flow_.need(height);
            flow_.skip(flow_.text(x, flow_.y(), width, table.note, kQuiet) + 4.0);
        }
    }

    PageFlow& flow_;
};

}  // namespace

void set_heading(PageFlow& flow, const std::string& title) {
    if (!flow.at_top()) flow.skip(12.0);
    flow.need(120.0);
    flow.line(flow.left(), flow.y(), flow.left() + kColumnPt, flow.y(), 1.5, ink::kAccent);
    flow.skip(6.0);
    const TextStyle style{.size_pt = 11.5, .bold = true, .rgb = ink::kAccent};
    flow.skip(flow.text(flow.left(), flow.y(), kColumnPt, title, style) + 8.0);
}

void set_block(PageFlow& flow, const Block& block) {
    BlockSetter setter(flow);
    std::visit(setter, block);
}

}  // namespace waferglow
