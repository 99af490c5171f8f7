// Where the API answers: the only thing a force must write here before it uploads its mini-program.
module.exports = { api: 'https://shouwang.example' }
