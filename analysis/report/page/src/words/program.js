// What the program writes into results and studies, by kind: [its words, the same in Chinese]. {} is a name or a text, {n} a whole
// number, {s} the s of a plural; {1} is the first of them. The first that fits counts. tests/page holds the words to the program's sources.

export const phrases = {
  // what a factor of a study reaches, and how it varies (scenarios/reader/study_words.cpp)
  subject: [
    ["{}, times", "{1}（乘数）"],
    ["{} and {n} more", "{1} 等，另 {2} 处"],
    ["alternative {}", "备选 {1}"],
    ["overlay", "叠加文件"],
  ],
  spread: [
    ["{}, {n} levels", "{1}，{2} 个水平"],
    ["{}, within {} to {}", "{1}，限于 {2} 至 {3}"],
    ["uniform {} to {}", "均匀分布 {1} 至 {2}"],
    ["log-uniform {} to {}", "对数均匀分布 {1} 至 {2}"],
    ["normal {}, sd {}", "正态分布，均值 {1}，标准差 {2}"],
    ["lognormal, median {}, gsd {}", "对数正态分布，中位数 {1}，几何标准差 {2}"],
    ["triangular {}, {}, {}", "三角分布 {1}、{2}、{3}"],
    ["beta ({}, {}) on {} to {}", "贝塔分布（{1}，{2}），{3} 至 {4}"],
    ["{n} orders", "{1} 种次序"],
    ["{} and {n} more", "{1} 等，另 {2} 项"],
    ["none, {}", "无, {1}"],
  ],
  option: [["none", "无"]],
  // why nothing can be said of what a result hangs on (sensitivity_*.cpp)
  hangs: [
    ["all results are equal: nothing makes them vary", "所有结果相同：没有因素使其变化。"],
    ["fewer than two rows of the design have results", "设计中有结果的行不足两行。"],
    ["fewer than two trajectories have results", "有结果的轨迹不足两条。"],
    ["correlations of {n} factors need at least {n} results", "{1} 个因素的相关系数至少需要 {2} 个结果。"],
  ],
  // why runs failed
  reason: [
    ["'{}': starts with {} {}, more than its capacity of {}", "“{1}”：初始 {2} {3}，超过其容量 {4}"],
    ["it broke off", "运行中断"],
  ],
  // of indicators
  indicator: [
    ["nothing in this run matches {} and {n} more", "本次运行中没有与 {1} 相符的内容，另 {2} 项亦然"],
    ["nothing in this run matches {}", "本次运行中没有与 {1} 相符的内容"],
    ["what it adds up is in {}, not in {}", "所加总的单位为 {1}，而非 {2}"],
    ["its terms differ in unit: {} and {}", "各项单位不同：{1} 与 {2}"],
    ["its lines differ in unit: {} and {}", "各行单位不同：{1} 与 {2}"],
    ["'{}' is a unit that cannot be reckoned with", "无法以单位“{1}”计算"],
  ],
  // of what stood still (diary.cpp), and when
  detail: [
    ["{}; {}", "{1}；{2}"],
    ["closed on {}", "于 {1} 关闭"],
    ["opened on {}", "于 {1} 投运"],
    ["not open in this run", "本次运行中未投运"],
    ["{n} failure{s}, {} d", "故障 {1} 次，{2} 天"],
    ["{n} maintenance stop{s}, {} d", "检修 {1} 次，{2} 天"],
    ["event {} on {}", "情景事件 {1}，{2}"],
  ],
  when: [["{} to {}", "{1} 至 {2}"]],
  // of several runs
  comparison: [
    ["the seeds or replicates differ ({} and {}): a part of every change is chance", "随机种子或重复号不同（{1} 与 {2}）：每项变化都有一部分出于偶然"],
    ["only {n} runs of each have a counterpart of equal seed and replicate", "双方各只有 {1} 次运行有随机种子与重复号相同的对应运行"],
    ["{} comes from a run that was cut short", "{1} 出自一次中断的运行"],
    ["they were made by different programs: {} and {}", "由不同的程序得出：{1} 与 {2}"],
  ],
};
