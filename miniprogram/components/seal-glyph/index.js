// One drawn character of the seal; its size is that of the words around it.
Component({ properties: { name: { type: String, value: '' } } })
