// Words of views/stocks.js.

export const stocks = {
  en: {
    stocks: "Stores against their capacity",
    stocksIntro: "How full stores are at the end of the period; the tick is the highest level in it. Stores without a limit are left out.",
    stock: "Store",
    levelAtEnd: "At the end",
    highest: "Highest",
    capacity: "Capacity",
    full: "Full",
    largestFirst: "largest first",
    fullestFirst: "fullest at the end first",
    highestFirst: "highest in the period first",
    order: "Order",
    rows: "Rows",
  },
  zh: {
    stocks: "库存与库容",
    stocksIntro: "时段末各库存的充满程度，竖线为时段内最高水平。没有上限的库存不列。",
    stock: "库存",
    levelAtEnd: "期末",
    highest: "最高",
    capacity: "库容",
    full: "充满度",
    largestFirst: "库容大者在前",
    fullestFirst: "期末充满度高者在前",
    highestFirst: "期内最高者在前",
    order: "排序",
    rows: "行数",
  },
};
