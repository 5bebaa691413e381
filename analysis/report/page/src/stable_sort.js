// Duktape's sort is not stable, browsers' is; the pictures must not differ for it.
Array.prototype.sort = function (compare) {
  const before = compare || ((a, b) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0));
  const merged = (list) => {
    if (list.length < 2) return list;
    const middle = list.length >> 1;
    const a = merged(list.slice(0, middle)), b = merged(list.slice(middle));
    const out = [];
    let i = 0, k = 0;
    while (i < a.length && k < b.length) out.push(before(a[i], b[k]) <= 0 ? a[i++] : b[k++]);
    return out.concat(a.slice(i), b.slice(k));
  };
  const done = merged(this.slice());
  for (let i = 0; i < done.length; ++i) this[i] = done[i];
  return this;
};
