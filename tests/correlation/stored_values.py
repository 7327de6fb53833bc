#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the values that stored_values_test.cpp holds, computed with numpy and scipy from the same tables.

Tables are made by the integer generator below, which the test repeats, so that nothing need be stored twice.
Run: python3 stored_values.py (Debian 12: python3-scipy 1.10)
"""
import numpy as np
from scipy import odr, stats


def uniforms(seed, count):
    """Numerical Recipes' 32-bit linear congruential generator, top 24 bits as [0, 1)."""
    values, state = [], seed
    for _ in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        values.append((state >> 8) / 2**24)
    return np.array(values)


def float32(values):
    return np.asarray(values, np.float32).astype(float)


def show(name, *values):
    print(name, *(f"{value:.10g}" for value in values))


n = 200
u = uniforms(1, n)
x = float32(1 + u + 0.2 * (uniforms(2, n) - 0.5))
y = float32(0.3 + 1.4 * u + 0.2 * (uniforms(3, n) - 0.5))
show("pearson", stats.pearsonr(x, y)[0], *stats.pearsonr(x, y).confidence_interval())
xt, yt = np.floor(10 * x), np.floor(5 * y)  # many ties
show("spearman with ties", stats.spearmanr(xt, yt)[0])

fit = odr.ODR(odr.RealData(x, y, sx=1, sy=1), odr.unilinear, beta0=[1, 0], maxit=1000, sstol=1e-15, partol=1e-15).run()
show("orthogonal", *fit.beta)
fit = odr.ODR(odr.RealData(x, y, sx=1, sy=2), odr.unilinear, beta0=[1, 0], maxit=1000, sstol=1e-15, partol=1e-15).run()
show("deming, ratio 4", *fit.beta)


def deming(x, y, ratio=1.0):
    d = np.var(y) - ratio * np.var(x)
    c = np.cov(x, y, bias=True)[0, 1]
    slope = (d + np.sqrt(d * d + 4 * ratio * c * c)) / (2 * c)
    return slope, y.mean() - slope * x.mean()


left_out = np.array([deming(np.delete(x, i), np.delete(y, i)) for i in range(n)])
show("jackknife errors", *np.sqrt((n - 1) * np.var(left_out, axis=0)))

d = y - x
show("bland-altman", d.mean(), d.std(ddof=1), *(d.mean() + stats.norm.ppf([0.025, 0.975]) * d.std(ddof=1)),
     *stats.t.interval(0.95, n - 1, d.mean(), stats.sem(d)))

rho = stats.spearmanr(x, y)[0]
show("spearman", rho)

for hits, trials in ((990, 1000), (3, 7), (0, 50), (99997, 100000)):
    interval = stats.binomtest(hits, trials).proportion_ci(0.95, "exact")
    show(f"clopper-pearson {hits} of {trials}", interval.low, interval.high)
truth, called = np.repeat([1, 0, 0, 1], [90, 5, 895, 10]), np.repeat([1, 1, 0, 0], [90, 5, 895, 10])
show("mcc of 90 5 895 10", stats.pearsonr(truth, called)[0])  # the phi coefficient: Pearson's of 0 and 1
same, chance = (truth == called).mean(), sum((truth == k).mean() * (called == k).mean() for k in (0, 1))
show("kappa of 90 5 895 10", (same - chance) / (1 - chance))

bad = uniforms(4, n) < 0.3
score = np.floor(20 * (uniforms(5, n) + 0.5 * bad))  # ties
show("area below ROC", stats.mannwhitneyu(score[bad], score[~bad]).statistic / (bad.sum() * (~bad).sum()))
precision_sum, recall_before = 0.0, 0.0
for threshold in sorted(set(score), reverse=True):
    called = score >= threshold
    recall = (called & bad).sum() / bad.sum()
    precision_sum += (recall - recall_before) * (called & bad).sum() / called.sum()
    recall_before = recall
show("average precision", precision_sum)

for failures in (0, 1, 2, 10, 100):
    dies = failures + 1
    while stats.binom.cdf(failures, dies, 0.01) > 0.05:
        dies += 1
    show(f"dies for 99 % at 95 % with {failures} failures", dies)

# Gauge: 8 parts x 3 operators x 2 repeats, sums of squares written out, F test by scipy.
p, o, r = 8, 3, 2
part, operator, cell = uniforms(6, p), 0.1 * uniforms(7, o), 0.1 * uniforms(8, p * o).reshape(p, o)
for name, interaction in (("gauge", 1.0), ("gauge pooled", 0.0)):
    v = part[:, None, None] + operator[None, :, None] + interaction * cell[:, :, None] \
        + 0.05 * uniforms(9, p * o * r).reshape(p, o, r)
    grand, pm, om, cm = v.mean(), v.mean((1, 2)), v.mean((0, 2)), v.mean(2)
    ss_p, ss_o = o * r * ((pm - grand)**2).sum(), p * r * ((om - grand)**2).sum()
    ss_i = r * ((cm - pm[:, None] - om[None] + grand)**2).sum()
    ss_e = ((v - cm[:, :, None])**2).sum()
    df_i, df_e = (p - 1) * (o - 1), p * o * (r - 1)
    ms_i, ms_e = ss_i / df_i, ss_e / df_e
    p_i = stats.f.sf(ms_i / ms_e, df_i, df_e)
    if p_i > 0.25:
        ms_e = ms_i = (ss_i + ss_e) / (df_i + df_e)
    ev = ms_e
    av = max(0, (ms_i - ms_e) / r) + max(0, (ss_o / (o - 1) - ms_i) / (p * r))
    pv = max(0, (ss_p / (p - 1) - ms_i) / (o * r))
    grr = np.sqrt(ev + av)
    show(name, p_i, np.sqrt(ev), np.sqrt(av), np.sqrt(pv), 100 * grr / np.sqrt(ev + av + pv),
         int(1.41 * np.sqrt(pv) / grr))

one = part[:, None] + 0.2 * uniforms(10, p * 3).reshape(p, 3)  # one operator, three repeats: one-way
f = stats.f_oneway(*one).statistic
ms_e = one.var(axis=1, ddof=1).mean()
show("one operator", np.sqrt(ms_e), np.sqrt((f - 1) * ms_e / 3))
